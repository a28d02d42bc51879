"""Find writers' names in leads, byline lines, credits and at the ends of texts (stage 2).

A byline is job words, names and what closes them: `本报记者 张三 通讯员 李四、王五报道`,
`〔記者陳某／台北報導〕`. Texts are read folded, so that Traditional ones are read as Simplified
ones are; names are given as they are printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.layout.page_words import PageWords
from retrieval.text import fold

LONGEST_BYLINE = 60
LONGEST_TAIL = 40
LONGEST_PEN_NAME = 6
ORDINARY = 5000  # met as often as this in `common`, even a word that opens like a name is none

_HAN = "\u3400-\u9fff"
_DECORATION = re.compile(r"[■□◆◇●○▲△★☆▶►▌◎—\-·•*\s]*")
_SEPARATOR = re.compile(r"[、\s,;&/|:]*")
_SPACES = re.compile(r"\s*")
_RUN = re.compile(rf"[{_HAN}·]+")
_WIDE = re.compile(rf"\s{{1,2}}([{_HAN}])(?![{_HAN}·])")
_TOKEN = re.compile(r"[^\s、]+")
_BRACKETED_TAIL = re.compile(r"[(【〔\[]([^()【】〔〕\[\]。]{2,40})[)】〕\]]\s*$")
_OPEN_BRACKETS, _CLOSE_BRACKETS = tuple("(【〔["), tuple(")】〕]")
_ORNAMENTS = "■□◆◇●○▲△★☆◎* \t\u3000"
_NAME_FIRST = re.compile(rf"[{_ORNAMENTS}]*([{_HAN}·]{{2,4}})/(?:文|撰文|文图)")
_PEN_NAME = re.compile(rf"[({_ORNAMENTS}]+([{_HAN}·]{{2,{LONGEST_PEN_NAME}}})[) ]*")

fold_line = lru_cache(1 << 10)(fold)  # a line is asked of in several ways
_SENTENCE_ENDS = tuple("。！？!?”’…")
WORD = re.compile(rf"[{_HAN}]{{2,4}}")  # as short as a name

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lead:
    """The opening of a text: dateline (本报讯), names, and where the text proper begins."""

    dateline: str | None
    names: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Credit:
    """The people a line or the end of a text names: who wrote, and who took the picture."""

    reporters: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bylines:
    """Finds names by the job words, closing words and datelines of a wording."""

    wording: PageWords
    _job: re.Pattern[str]
    _closing: re.Pattern[str]
    _dateline: re.Pattern[str]
    _inside: re.Pattern[str]
    _agency: re.Pattern[str]
    _credit_mark: re.Pattern[str]
    _place: re.Pattern[str]

    @classmethod
    @cache
    def of(cls, wording: PageWords) -> "Bylines":
        """The patterns of a wording."""
        paper = rf"[{_HAN}]{{1,6}}?(?:{_either(wording.mastheads)})"
        agency = rf"{_either(wording.agencies)}|{paper}"
        jobs = rf"(?:{_either(wording.jobs)}|(?<![{_HAN}])[文图](?=[\s:/]))"
        job = rf"(?:(?:{agency})\s*)?(?:驻[{_HAN}]{{1,2}})?{jobs}"
        report = r"(?:综合|连线)?报[道导]"
        date = r"(?:\d{4}\s*年)?\s*(?:\d{1,2}\s*月)?\s*(?:\d{1,2}\s*日)?"
        credit = _either(wording.credits)
        wire = rf"(?:专?讯|{date}\s*专?电)(?![{_HAN}])"
        closing = rf"{credit}|{report}|整理|采访整理|发自|{wire}"
        before = rf"(?:{credit}|图)\s*[:/]|摄影? (?=[{_HAN} ]{{2,9}}$)"
        by_wire = rf"(?!记者|通讯员)[{_HAN}、\s]{{0,12}}?{date}\s*专?电"
        site, on_day = rf"[{_HAN}]{{2,4}}网", r"\d{1,2}\s*月\s*\d{1,2}\s*日"
        from_place = rf"[{_HAN}]{{2,4}}讯(?=[】〕\]\s(])"
        sent = (
            rf"(?:综合|据|{_either(wording.cities)})?(?:{_either(wording.agencies)})"
            rf"(?:专?讯|{from_place}|{by_wire})|{paper}专?讯(?![{_HAN}])"
            rf"|(?:{agency}|{site})(?:消息:|(?:综合)?报道(?=[】〕\]\s])|快讯(?=[】〕\]\s])|{on_day}电)"
        )
        return cls(
            wording=wording,
            _job=re.compile(job),
            _closing=re.compile(rf"[/\s]*(?:{closing})|/[{_HAN}、\s]{{2,12}}?{report}"),
            _dateline=re.compile(rf"[【〔\[]?(?:{sent})[】〕\]]?"),
            _credit_mark=re.compile(rf"(?:{credit})$|^\W*(?:{before})"),
            _inside=re.compile(rf"{job}|{closing}"),
            _agency=re.compile(agency),
            _place=re.compile(rf"(?:{_either(wording.cities)})$"),
        )

    def lead(self, text: str) -> Lead | None:
        """The dateline and the names that a text opens with, or None."""
        folded = fold_line(text)
        start = _end_of(_DECORATION, folded, 0)
        dateline = self._dateline.match(folded, start)
        end = dateline.end() if dateline else start
        begun = dateline is not None and _opens_bracket(dateline[0])
        spans, names_end = self._byline(folded, end, in_bracket=begun)
        if dateline is None and not spans:
            return None
        printed = text[dateline.start() : dateline.end()].strip("【】〔〕[]") if dateline else None
        return Lead(printed, _printed(text, spans), names_end if spans else end)

    def line(self, text: str) -> tuple[str, ...] | None:
        """The names of a line that holds a byline and nothing else."""
        if len(text) > LONGEST_BYLINE or "。" in text or text in self.wording.tips:
            return None
        if first := _NAME_FIRST.fullmatch(fold_line(text)):
            return (text[first.start(1) : first.end(1)],)
        lead = self.lead(text)
        if lead is None or not lead.names or text[lead.end :].strip(" \u3000）)】〕*."):
            return None
        return lead.names

    def credit(self, text: str) -> Credit | None:
        """The people of a line that holds a picture's credit and nothing else; maybe none."""
        if len(text) > LONGEST_BYLINE or "。" in text:
            return None
        folded = fold_line(text)
        body = folded.rstrip("".join(_CLOSE_BRACKETS) + " ")
        marked = self._credit_mark.search(body)
        if marked is None or any(mark in body for mark in ",;!?“”"):
            return None
        names = _printed(text, self._names_within(body))
        return Credit(names if "文" in marked[0] or "报" in marked[0] else (), names)

    def tail(self, text: str) -> Credit:
        """The people that close a text: `…。 本报通讯员 邵世新 王磊 摄`, `…。（记者张三）`."""
        if bracket := _BRACKETED_TAIL.search(fold_line(text)):
            inner = text[bracket.start(1) : bracket.end(1)].strip()
            ends_sentence = text[: bracket.start()].rstrip()[-1:] in _SENTENCE_ENDS
            return self._signed(inner) or Credit(self.bare(inner) if ends_sentence else ())
        cut = max(text.rfind(mark, 0, len(text) - 1) for mark in "。！？!?")
        rest = text[cut + 1 :].lstrip("”’)） \u3000") if cut >= 0 else ""
        if not rest or len(rest) > LONGEST_TAIL:
            return Credit()
        return self._signed(rest) or Credit()

    def signature(self, text: str) -> str | None:
        """The name in brackets that closes an article, whatever it is made of."""
        bracket = _BRACKETED_TAIL.search(fold_line(text))
        if bracket is None or text[: bracket.start()].rstrip()[-1:] not in _SENTENCE_ENDS:
            return None
        inner = bracket[1].strip()
        known = inner in self.wording.common or inner in self.wording.agencies
        return None if known else self.pen_name(text[bracket.start() :].strip())

    def bare(self, text: str) -> tuple[str, ...]:
        """The names of a line that holds names alone, without a job word: `张三 李四`."""
        folded = fold_line(text)
        inner = folded.strip("()" + _ORNAMENTS)
        start = folded.find(inner)
        names = [(start + first, start + last) for first, last in _names(inner)]
        surely = all(self._is_surely_a_name(_plain(folded, name)) for name in names)
        return _printed(text, names) if names and surely else ()

    def names(self, text: str) -> tuple[str, ...]:
        """The names of a byline line of any kind."""
        if names := self.line(text) or self.bare(text):
            return names
        if pen_name := self.pen_name(text):
            return (pen_name,)
        is_body = fold_line(text).endswith((*self.wording.units, *self.wording.bodies))
        return (text,) if WORD.fullmatch(text) and not is_body else ()

    def pen_name(self, text: str) -> str | None:
        """The name that stands in brackets or behind an ornament, whatever it is made of."""
        if found := _PEN_NAME.fullmatch(fold_line(text)):
            name = found[1]
            noted = name in self.wording.notes or name in self.wording.banners
            if not (noted or self._inside.search(name)):
                return text[found.start(1) : found.end(1)]
        return None

    def is_nameless(self, text: str) -> bool:
        """Tell whether the line is a byline that names nobody: 本报评论员."""
        bare = fold_line(text).strip("()" + _ORNAMENTS)
        job = self._job.fullmatch(bare)
        return job is not None and bare.startswith(tuple(self.wording.agencies))

    def _signed(self, text: str) -> Credit | None:
        if found := self.credit(text):
            return found
        names = self.line(text)
        return Credit(names) if names else None

    def _byline(
        self, folded: str, position: int, *, in_bracket: bool = False
    ) -> tuple[list[_Span], int]:
        """The names of a byline at a position and where it ends; no names if there is none.

        `in_bracket`: a bracket before the position is still open.
        """
        start = _end_of(_SPACES, folded, position)
        opens = folded[start : start + 1] in _OPEN_BRACKETS and start < len(folded)
        start += opens
        bracketed = opens or in_bracket
        names: list[_Span] = []
        at, in_group, closed = start, False, False
        while at < len(folded):
            here = _end_of(_SEPARATOR, folded, at)
            if job := self._job.match(folded, here):
                at, in_group, closed = job.end(), True, False
            elif not in_group:
                break
            elif closing := self._closing.match(folded, at) or self._closing.match(folded, here):
                at, closed = closing.end(), True
            elif not closed and (run := self._name_run(folded, here)):
                name, at = run
                names += [name] if name else []
            else:
                break
        if bracketed:
            at = _end_of(_SPACES, folded, at)
            closes = at < len(folded) and folded[at] in _CLOSE_BRACKETS
            end = at + 1 if closes else position
        else:
            surely = all(self._is_surely_a_name(_plain(folded, name)) for name in names)
            apart = folded[at : at + 1].isspace() and surely
            end = at if closed or at >= len(folded) or apart else position
        if end == position or not all(self._is_name(_plain(folded, name)) for name in names):
            return [], position
        return names, end

    def _name_run(self, folded: str, at: int) -> tuple[_Span | None, int] | None:
        """The name at a position, None for a place among the names; and where it ends."""
        run = _RUN.match(folded, at)
        if run is None:
            return None
        inside = self._inside.search(folded, at + 1)
        if inside and inside.start() > run.end():
            inside = None
        end = inside.start() if inside else run.end()
        if end == at + 1:
            second = _WIDE.match(folded, end)
            return ((at, second.end()), second.end()) if second else None
        name = folded[at:end]
        if name in self.wording.places | self.wording.cities | self.wording.notes:
            return None, end
        if inside and len(name) > 3 and (place := self._place.search(name)):
            return (at, at + place.start()), end
        return ((at, end), end) if len(name) <= 4 or "·" in name else None

    def _names_within(self, folded: str) -> list[_Span]:
        """The names of a credit, wherever its job words stand."""
        bare = folded
        for words in (self._inside, self._agency):
            bare = words.sub(lambda found: "、" * len(found[0]), bare)
        bare = re.sub(r"[由发均/|:()【】〔〕■□◆●▲◎○,]", "、", bare)
        return [span for span in _names(bare) if self._is_name(_plain(bare, span))]

    def _is_name(self, name: str) -> bool:
        if "·" in name:
            return len(name) <= 16
        return (
            2 <= len(name) <= 4
            and not self._is_ordinary(name)
            and not (len(name) > 2 and name.endswith(tuple(self.wording.bodies)))
        )

    def _is_ordinary(self, name: str) -> bool:
        limit = ORDINARY if name[0] in self.wording.surnames else 0
        return self.wording.common.get(name, 0) > limit or name in self.wording.places

    def _is_surely_a_name(self, name: str) -> bool:
        surnames = self.wording.surnames
        long = len(name) in (3, 4) and name[:2] in surnames
        usual = 2 <= len(name) <= 3 and name[0] in surnames
        return (long or usual) and name not in self.wording.common and self._is_name(name)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _plain(folded: str, span: _Span) -> str:
    return re.sub(r"\s", "", folded[span[0] : span[1]])


def _opens_bracket(dateline: str) -> bool:
    return dateline[0] in _OPEN_BRACKETS and dateline[-1] not in _CLOSE_BRACKETS


def _printed(text: str, spans: Sequence[_Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(text, span) for span in spans))


def _names(folded: str) -> Iterator[_Span]:
    """The names parted by 、 or spaces; two single characters are one name set wide (李　国)."""
    waiting: int | None = None
    last = 0
    for token in _TOKEN.finditer(folded):
        if waiting is not None and "、" in folded[last : token.start()]:
            yield waiting, waiting + 1
            waiting = None
        if waiting is None and len(token[0]) == 1:
            waiting = token.start()
        else:
            yield (token.start() if waiting is None else waiting), token.end()
            waiting = None
        last = token.end()
    if waiting is not None:
        yield waiting, waiting + 1
