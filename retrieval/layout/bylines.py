"""Stage 2. Who wrote it: the names in leads, byline lines, credits and at the ends of texts.

A byline is job words, names and what closes them: `本报记者 张三 通讯员 李四、王五报道`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from retrieval.layout.page_words import Wording

LONGEST_BYLINE = 60
LONGEST_TAIL = 40
ORDINARY = 5000  # met as often as this in `common`, even a word that opens like a name is none

_DECORATION = re.compile(r"[■□◆◇●○▲△★☆▶►▌◎—\-—·•*\s]*")
_SEPARATOR = re.compile(r"[、\s,，;；&/／|｜:：]*")
_SPACES = re.compile(r"\s*")
_RUN = re.compile(r"[\u3400-\u9fff·]+")
_BRACKETED_TAIL = re.compile(r"[（(【]([^（()）【】。]{2,40})[)）】]\s*$")
_OPEN_BRACKETS, _CLOSE_BRACKETS = "（(【", "）)】"


@dataclass(frozen=True, slots=True)
class Lead:
    """What a text opens with: dateline (本报讯), names, and where the text proper begins."""

    dateline: str | None
    names: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Bylines:
    """Finds names by the job words, closing words and datelines of a wording."""

    wording: Wording
    _job: re.Pattern[str]
    _closing: re.Pattern[str]
    _dateline: re.Pattern[str]
    _editors: re.Pattern[str]
    _inside: re.Pattern[str]
    _credit_mark: re.Pattern[str]

    @classmethod
    @cache
    def of(cls, wording: Wording) -> "Bylines":
        """The patterns of a wording."""
        agency = _either(wording.agencies)
        jobs = rf"(?:{_either(wording.jobs)}|[文图](?=[\s:：/／]))"
        job = rf"(?:(?:{agency})\s*)?(?:驻[\u3400-\u9fff]{{1,2}})?{jobs}"
        closing = _either([*wording.credits, "报道", "综合报道", "整理", "采访整理", "发自"])
        date = r"(?:\d{4}\s*年)?\s*(?:\d{1,2}\s*月)?\s*(?:\d{1,2}\s*日)?"
        return cls(
            wording=wording,
            _job=re.compile(job),
            _closing=re.compile(rf"[/／\s]*(?:{closing})"),
            _dateline=re.compile(
                rf"(?:综合|据)?(?:{agency})(?:讯|(?!记者|通讯员)[\u3400-\u9fff、\s]{{0,12}}?{date}\s*专?电)"
            ),
            _editors=re.compile(
                rf"[（(■□◆●▲\s]*(?:本[报版期]|今日)?(?:{_either(wording.editors)})\s*[:：\s]"
            ),
            _credit_mark=re.compile(
                rf"(?:{_either(wording.credits)})$|^\W*(?:{_either(wording.credits)})\s*[:：/／]"
            ),
            _inside=re.compile(rf"{job}|{agency}|{closing}"),
        )

    def lead(self, text: str) -> Lead | None:
        """The dateline and the names that a text opens with, or None."""
        start = _end_of(_DECORATION, text, 0)
        dateline = self._dateline.match(text, start)
        end = dateline.end() if dateline else start
        names, names_end = self._byline(text, end)
        if dateline is None and not names:
            return None
        return Lead(dateline[0] if dateline else None, names, names_end if names else end)

    def line(self, text: str) -> tuple[str, ...] | None:
        """The names of a line that holds a byline and nothing else."""
        if len(text) > LONGEST_BYLINE or "。" in text or text in self.wording.tips:
            return None
        lead = self.lead(text)
        if lead is None or not lead.names or text[lead.end :].strip(" \u3000）)】*."):
            return None
        return lead.names

    def credit(self, text: str) -> tuple[str, ...] | None:
        """The names of a line that holds a picture's credit and nothing else; maybe none."""
        if len(text) > LONGEST_BYLINE or "。" in text:
            return None
        if self._editors.match(text):
            return ()
        body = text.rstrip(_CLOSE_BRACKETS + " \u3000")
        marked = self._credit_mark.search(body)
        if marked is None:
            return None
        if any(mark in body for mark in "，,；;！!？?“”"):
            return None
        return self._names_within(body)

    def tail(self, text: str) -> tuple[str, ...]:
        """The names that close a text: `…。 本报通讯员 邵世新 王磊 摄`, `…。（记者张三）`."""
        bracket = _BRACKETED_TAIL.search(text)
        if bracket:
            inner = bracket[1].strip()
            ends_sentence = text[: bracket.start()].rstrip()[-1:] in "。！？!?”’…"
            return (
                self.line(inner) or self.credit(inner) or (ends_sentence and self.bare(inner)) or ()
            )
        cut = max(text.rfind(mark, 0, len(text) - 1) for mark in "。！？!?")
        rest = text[cut + 1 :].lstrip("”’)） \u3000") if cut >= 0 else ""
        if not rest or len(rest) > LONGEST_TAIL:
            return ()
        return self.credit(rest) or self.line(rest) or ()

    def bare(self, text: str) -> tuple[str, ...]:
        """The names of a line that holds names alone, without a job word: `张三 李四`."""
        names = list(_names(text.strip("■□◆●▲（()） \u3000")))
        return tuple(names) if names and all(map(self._is_surely_a_name, names)) else ()

    def is_nameless(self, text: str) -> bool:
        """Whether the line is a byline that names nobody: 本报评论员."""
        job = self._job.fullmatch(text.strip("■□◆●▲（()） \u3000"))
        return job is not None and text.strip("■□◆●▲（( ").startswith(tuple(self.wording.agencies))

    def is_editors(self, text: str) -> bool:
        """Whether the line names those who made the page."""
        return len(text) <= LONGEST_BYLINE and self._editors.match(text) is not None

    def _byline(self, text: str, position: int) -> tuple[tuple[str, ...], int]:
        """The names of a byline at a position and where it ends; no names if there is none."""
        start = _end_of(_SPACES, text, position)
        bracketed = text[start : start + 1] in tuple(_OPEN_BRACKETS)
        start += bracketed
        names: list[str] = []
        at, in_group, closed = start, False, False
        while at < len(text):
            here = _end_of(_SEPARATOR, text, at)
            if job := self._job.match(text, here):
                at, in_group, closed = job.end(), True, False
            elif in_group and (closing := self._closing.match(text, here)):
                at, closed = closing.end(), True
            elif in_group and not closed and (run := self._name_run(text, here)):
                at = run[1]
                names += [run[0]] if run[0] else []
            else:
                break
        if bracketed:
            at = _end_of(_SPACES, text, at)
            end = at + 1 if text[at : at + 1] in tuple(_CLOSE_BRACKETS) else position
        else:
            apart = text[at : at + 1].isspace() and all(map(self._is_surely_a_name, names))
            end = at if closed or at >= len(text) or apart else position
        if end == position or not all(map(self._is_name, names)):
            return (), position
        return tuple(dict.fromkeys(names)), end

    def _name_run(self, text: str, at: int) -> tuple[str, int] | None:
        """The name at a position, "" for a place among the names; and where it ends."""
        run = _RUN.match(text, at)
        if run is None:
            return None
        inside = self._inside.search(run[0], 1)
        end = at + inside.start() if inside else run.end()
        name = text[at:end]
        if len(name) == 1:
            second = re.compile(r"[ \u3000]{1,2}([\u3400-\u9fff])(?![\u3400-\u9fff·])").match(
                text, end
            )
            return (name + second[1], second.end()) if second else None
        if name in self.wording.places:
            return "", end
        return (name, end) if len(name) <= 4 or "·" in name else None

    def _names_within(self, text: str) -> tuple[str, ...]:
        """The names of a credit, wherever its job words stand."""
        bare = self._inside.sub("、", text)
        bare = re.sub(r"[由发均/／:：（()）【】■□◆●▲]", "、", bare)
        return tuple(dict.fromkeys(name for name in _names(bare) if self._is_name(name)))

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


def _names(text: str) -> Iterable[str]:
    """Names parted by 、 or spaces; two single characters are one name set wide (李　国)."""
    for chunk in text.split("、"):
        waiting = ""
        for token in chunk.split():
            if waiting or len(token) > 1:
                yield waiting + token
                waiting = ""
            else:
                waiting = token
        if waiting:
            yield waiting
