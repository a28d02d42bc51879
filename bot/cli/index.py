"""`wenbao index`: update, describe, check, rebuild or watch the stored index."""

import json as json_format
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text

from bot.app.command_settings import command_settings
from bot.app.compose import kept_index
from bot.app.error_messages import tell_trouble, why_left_out
from bot.app.errors import UsageError
from bot.app.messages import Texts, texts_in
from bot.app.signals import stoppable
from bot.app.startup import check_data_dir
from bot.cli.golden import check_golden
from bot.console.terminal import Terminal
from retrieval.documents import ReportFile
from retrieval.documents.discovery import check_reports_dir
from retrieval.store.changes import Changes
from retrieval.store.indexed_folder import KeptIndex
from retrieval.store.stats import Description
from retrieval.store.writing.watcher import watch

_UNITS = ("B", "KB", "MB", "GB", "TB")


def run_index(
    *, watching: bool, checking: bool, rebuild: bool, json: bool, plain: bool, **flags: Any
) -> None:
    """Update and describe the index, or check it; exit with 1 if it has a fault."""
    if checking and (watching or rebuild):
        other = "--watch" if watching else "--rebuild"
        raise UsageError("flags-exclude", one="--check", other=other)
    if watching and json:
        raise UsageError("flags-exclude", one="--watch", other="--json")
    settings = command_settings(**flags)
    check_reports_dir(settings.reports)
    check_data_dir(settings.data_dir)
    texts = texts_in(settings.language)
    terminal = Terminal.open(plain=plain or json)
    index = kept_index(settings)
    if checking:
        _check(index, terminal, texts, json=json)
        return
    changes = _update(index, terminal, texts, rebuild=rebuild)
    if json:
        _print_json(index.describe(), changes)
    else:
        _show_changes(changes, terminal, texts)
        _show(index.describe(), settings.reports, terminal, texts)
        if changes.count:
            check_golden(settings, terminal, texts)
    if watching:
        _watch(index, settings.reports, terminal, texts)


def _update(
    index: KeptIndex, terminal: Terminal, texts: Texts, *, rebuild: bool = False
) -> Changes:
    with stoppable(lambda: texts("stopping")), terminal.progress(texts) as on_progress:
        return index.refresh(rebuild=rebuild, on_progress=on_progress)


def _watch(index: KeptIndex, reports: Path, terminal: Terminal, texts: Texts) -> None:
    def follow() -> None:
        changes = _update(index, terminal, texts)
        if changes.count:
            _show_changes(changes, terminal, texts)
            sys.stdout.flush()

    terminal.show(Text(texts("index-watching", folder=str(reports))))
    sys.stdout.flush()
    try:
        watch(reports, follow, on_trouble=partial(tell_trouble, texts=texts))
    except KeyboardInterrupt:
        terminal.show(Text(texts("index-watched", folder=str(reports))))
        raise


def _check(index: KeptIndex, terminal: Terminal, texts: Texts, *, json: bool) -> None:
    with terminal.progress(texts) as on_progress:
        faults = list(index.check(on_progress=on_progress))
    if json:
        _print_record({"sound": not faults, "faults": faults})
        sys.exit(bool(faults))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(texts("index-unsound", count=len(faults)), file=sys.stderr)
        sys.exit(1)
    found = index.describe()
    terminal.show(Text(texts("index-sound", reports=found.reports, passages=found.passages)))
    if pending := index.count_pending():
        terminal.show(Text(texts("index-incomplete", count=pending)))


def _show_changes(changes: Changes, terminal: Terminal, texts: Texts) -> None:
    counts = {
        "added": len(_names_read(changes.added, changes)),
        "replaced": len(_names_read(changes.replaced, changes)),
        "removed": len(changes.removed),
    }
    terminal.show(Text(texts("index-changes", **counts) if changes.count else texts("index-same")))
    if changes.unread:
        terminal.show(Text(texts("index-unread", count=len(changes.unread))))


def _names_read(files: Sequence[ReportFile], changes: Changes) -> list[str]:
    return [file.name for file in files if file.name not in changes.unread]


def _show(found: Description, reports_dir: Path, terminal: Terminal, texts: Texts) -> None:
    facts = {
        "reports": f"{found.reports:,}",
        "articles": f"{found.articles:,}",
        "duplicates": f"{found.duplicates:,}",
        "passages": f"{found.passages:,}",
        "terms": f"{found.terms:,}",
        "size": _size(found.bytes),
        "first": found.first_added or "–",
        "last": found.last_added or "–",
        "reports_dir": str(reports_dir),
        "folder": str(found.path),
    }
    terminal.show(Text(texts("index-facts", **facts)))
    for failure in found.failures:
        terminal.show(Text(texts("source-failed", error=why_left_out(failure, texts))))


def _print_json(found: Description, changes: Changes) -> None:
    record = asdict(found) | {
        "path": str(found.path),
        "failures": list(map(str, found.failures)),
        "added": _names_read(changes.added, changes),
        "replaced": _names_read(changes.replaced, changes),
        "removed": list(changes.removed),
    }
    _print_record(record)


def _print_record(record: dict[str, Any]) -> None:
    line = json_format.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _size(count: float) -> str:
    for unit in _UNITS:
        if count < 1000 or unit == _UNITS[-1]:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    raise AssertionError("the last unit takes any size")
