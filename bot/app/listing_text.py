"""Lists of articles in words: how many there are, within which scope, and how they are parted."""

from collections.abc import Callable, Iterator

from bot.app.messages import Texts
from retrieval.qa import Listing
from retrieval.query.scope import Scope

_GROUPS = 40  # named with their counts; the others are only counted


def told_listing(listing: Listing, texts: Texts, shown: Callable[[str], str]) -> str:
    """Say how many articles were found, by what and within what: `共有 3 篇文章提到“消防”。`

    `shown` makes a word fit to be shown.
    """
    parts = [_count(listing, texts, shown)]
    if groups := _groups(listing, texts, shown):
        parts.append(groups)
    if scope := told_scope(listing.scope, texts, shown):
        parts.append(texts("listing-within", scope=scope))
    if listing.scope.order and not listing.scope.is_one:
        parts.append(texts(f"listing-{listing.scope.order.value}"))
    if listing.undated:
        parts.append(texts("listing-undated", count=listing.undated))
    return "\n".join(parts)


def told_scope(scope: Scope, texts: Texts, shown: Callable[[str], str]) -> str:
    """Name the days, newspaper and page that count; "" if all do."""
    return texts("between").join(_scope(scope, texts, shown))


def told_date(date: str, texts: Texts) -> str:
    """Write a date or a month (ISO 8601) in words: `2023年6月7日`."""
    year, month, *day = date.split("-")
    values = {"year": year, "month": month.lstrip("0")}
    if day:
        return texts("imprint-date", **values, day=day[0].lstrip("0"))
    return texts("imprint-month", **values)


def _scope(scope: Scope, texts: Texts, shown: Callable[[str], str]) -> Iterator[str]:
    since, until = (date and told_date(date, texts) for date in (scope.since, scope.until))
    if since and until:
        yield since if since == until else texts("scope-between", since=since, until=until)
    elif since:
        yield texts("scope-since", date=since)
    elif until:
        yield texts("scope-until", date=until)
    if scope.paper:
        yield f"《{shown(scope.paper)}》"
    if scope.page:
        yield texts("imprint-page", page=shown(scope.page))
    if scope.report:
        yield texts("scope-report", report=shown(scope.report))


def _count(listing: Listing, texts: Texts, shown: Callable[[str], str]) -> str:
    message = "listing" if listing.by in ("text", "topic") else f"listing-{listing.by}"
    if listing.by == "reporter" and not listing.word:
        message = "listing-reporters"
    return texts(message, count=listing.count, word=shown(listing.word))


def _groups(listing: Listing, texts: Texts, shown: Callable[[str], str]) -> str:
    named = []
    for group in listing.groups[:_GROUPS]:
        name = told_date(group.name, texts) if listing.by == "date" else shown(group.name)
        named.append(texts("listing-group", name=name, count=group.count))
    more = "…" if len(listing.groups) > _GROUPS else ""
    return texts("between").join(named) + more
