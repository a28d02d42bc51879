"""The words by which questions are understood, as the word lists give them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.query.model import Kind
from retrieval.text import fold
from retrieval.text.characters import HAN

NOT_A_CUE = "-"
# the units in which things and people are counted
_COUNTERS = frozenset("个家人")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show what is asked; a cue with `is_last` counts only at the end."""

    text: str
    kind: Kind | None
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Rephrasing:
    """A way to ask and the usual one, * in it for what the question is about."""

    pattern: re.Pattern[str]
    usual: str
    is_of_person: bool

    def rephrased(self, text: str, is_person: Callable[[str], bool]) -> str | None:
        """The usual way to ask what a text asks so; None if it doesn't."""
        found = self.pattern.fullmatch(text)
        if found is None or (self.is_of_person and not is_person(found[1].strip())):
            return None
        return self.usual.replace("*", found[1].strip())


@dataclass(frozen=True, slots=True)
class CountingCue:
    """A template of a counting question: the words before and after the thing counted.

    Each place of the template allows one of several words.
    """

    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]

    def word(self, text: str) -> str | None:
        """The thing to be counted, if the text is such a question; else None."""
        # nearly always not; to compile the patterns of all cues takes a while
        if not all(any(word in text for word in words) for words in (*self.before, *self.after)):
            return None
        before, after = (
            "".join(f"(?:{_either(words)})" for words in part) for part in (self.before, self.after)
        )
        match = re.match(rf"(?:一共|共|总共)?{before}(.+?){after}[的了呢啊?？。]*$", text)
        return match[1] if match else None


class Wanted(dict[str, tuple[str, ...]]):
    """Words of questions, each with those of which a text that answers has one."""

    def __init__(self, pairs: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        super().__init__(pairs)
        self._lengths = sorted(set(map(len, self)))

    def asked(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield those found in a text, looked up by its slices: there are too many to try each."""
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                if (wanted := self.get(word := text[start : start + length])) is not None:
                    yield word, wanted


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists, folded: see `retrieval/lexicon/words/` for what each of them holds.

    `kinds` are the kinds of question in the order in which one wins over another; `units` maps
    how an amount is asked for to the units in which it is given, `amounts` are those of them that
    name no thing that is counted: 工资, 距离; `repeated` maps words to how likely a text that
    answers has them too; `offices` are longest first; `relatives` maps what somebody is to
    another to all words for it; `sorts` maps sorts of things, longest first, to the ends of their
    names; `attributes` are words for what is asked of a person or thing, each with those of which
    a text that answers has one; `contrasts` match words that exclude each other, such as 男 and 女,
    a group each; `answer_cues` are words beside what answers, by kind, `posts`
    words before names of people, `place_ends` ends of names of places, `transliteration`
    characters that spell foreign names.
    """

    noise: re.Pattern[str]
    remark: re.Pattern[str]
    rephrasings: tuple[Rephrasing, ...]
    variants: Mapping[str, str]
    cues: Mapping[str, Cue]
    kinds: Sequence[Kind]
    units: Mapping[str, frozenset[str]]
    amounts: frozenset[str]
    measures: frozenset[str]
    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    forms_of_address: frozenset[str]
    roles: frozenset[str]
    offices: tuple[str, ...]
    relatives: Mapping[str, frozenset[str]]
    places: frozenset[str]
    regions: frozenset[str]
    person_endings: tuple[str, ...]
    stop_words: frozenset[str]
    repeated: Mapping[str, float]
    sorts: Mapping[str, tuple[str, ...]]
    attributes: Wanted
    contrasts: tuple[re.Pattern[str], ...]
    comparing: re.Pattern[str]
    exceeding: re.Pattern[str]
    pinyin_particles: frozenset[str]
    pointing: re.Pattern[str]
    connectors: re.Pattern[str]
    corrections: re.Pattern[str]
    moves: Mapping[str, frozenset[str]]
    follow_up: re.Pattern[str]
    degrees: frozenset[str]
    counting: tuple[CountingCue, ...]
    answer_cues: Mapping[str, tuple[str, ...]]
    posts: tuple[str, ...]
    place_ends: tuple[str, ...]
    transliteration: frozenset[str]


def parse_lexicon(lists: Mapping[str, Sequence[str]]) -> Lexicon:
    """Build a lexicon from the lines of the lists, by their names.

    Raises ValueError for a line of cues whose kind is none.
    """
    cues = list(_cues(lists["question_cues"]))
    units = dict(_units(lists["units"]))
    return Lexicon(
        noise=_noise(lists["chat_noise"], lists["latin_noise"]),
        remark=_remark(lists["remarks"]),
        rephrasings=tuple(_rephrasings(lists["rephrasings"])),
        variants=dict(_pairs(lists["variants"])),
        cues={cue.text: cue for cue in cues},
        kinds=tuple(dict.fromkeys(cue.kind for cue in cues if cue.kind)),
        units=units,
        amounts=frozenset(word for word in units if _is_amount(word, units[word])),
        measures=frozenset().union(*units.values()),
        surnames=frozenset(_surnames(lists["surnames"])),
        weak_surnames=frozenset(_surnames(lists["weak_surnames"])),
        forms_of_address=_words(lists["forms_of_address"]),
        roles=_words(lists["roles"]) | _words(lists["relatives"]),
        offices=tuple(sorted(_words(lists["offices"]), key=lambda word: (-len(word), word))),
        relatives=_alike(lists["relatives"]),
        places=_words(lists["places"]),
        regions=_words(lists["regions"]),
        person_endings=tuple(sorted(_words(lists["person_endings"]))),
        stop_words=_words(lists["stop_words"]),
        repeated=dict(_shares(lists["seldom_repeated"])),
        sorts=dict(sorted(_wanted(lists["sorts"]), key=lambda sort: -len(sort[0]))),
        attributes=Wanted(_wanted(lists["attributes"])),
        contrasts=tuple(re.compile(_either(fold(line).split())) for line in lists["contrasts"]),
        comparing=re.compile(_with_gaps(lists["compare_cues"])),
        exceeding=re.compile(_with_gaps(c for c in lists["compare_cues"] if "*" in c)),
        pinyin_particles=_words(lists["pinyin_particles"]),
        connectors=_connectors(lists["connectors"]),
        corrections=re.compile(rf"(?:(?:{_either(_spaced(lists['corrections']))})[,，。!！ ]*)+"),
        moves=dict(_moves(lists["turn_moves"])),
        pointing=re.compile("|".join(_anchored(lists["pointing_cues"]))),
        follow_up=re.compile("|".join(_anchored(lists["follow_up_cues"]))),
        degrees=_words(lists["degree_words"]),
        counting=tuple(_counting(lists["counting_cues"])),
        answer_cues=dict(_answer_cues(lists["answer_cues"])),
        posts=tuple(sorted(_words([*lists["roles"], *lists["relatives"], *lists["offices"]]))),
        place_ends=tuple(sorted(_words(lists["places"]))),
        transliteration=frozenset("".join(lists["transliteration"])),
    )


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in fold(line).split())


def _alike(lines: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Each word with those that mean the same: all that share a line with it."""
    alike: dict[str, frozenset[str]] = {}
    for line in lines:
        same = _words([line])
        alike |= {word: alike.get(word, frozenset()) | same for word in same}
    return alike


def _cues(lines: Iterable[str]) -> Iterable[Cue]:
    for line in lines:
        name, _, words = line.partition(":")
        kind = None if name == NOT_A_CUE else Kind(name)
        for word in words.split():
            yield Cue(fold(word.lstrip("$")).replace("_", " "), kind, word.startswith("$"))


def _units(lines: Iterable[str]) -> Iterable[tuple[str, frozenset[str]]]:
    for line in lines:
        asked, _, units = line.partition(">")
        for word in asked.split():
            yield fold(word).replace("_", " "), _words([units])


def _is_amount(word: str, units: frozenset[str]) -> bool:
    """True of a measure and of what is measured or a number itself: 工资, 人数."""
    return len(word) < 2 or word.endswith("数") or units.isdisjoint(_COUNTERS)


def _wanted(lines: Iterable[str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for line in lines:
        asked, _, wanted = fold(line).partition(">")
        for word in asked.split():
            yield word.replace("_", " "), tuple(wanted.split())


def _answer_cues(lines: Iterable[str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The words beside answers by their kind, the longest first."""
    for line in lines:
        kind, _, words = line.partition(":")
        yield kind, tuple(sorted(fold(words).split(), key=lambda word: (-len(word), word)))


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        written, _, usual = line.partition(">")
        for word in written.split():
            yield fold(word), fold(usual.strip())


def _shares(lines: Iterable[str]) -> Iterable[tuple[str, float]]:
    for line in lines:
        word, share = line.split()
        yield fold(word), float(share)


def _surnames(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        # compound surnames stand alone, single ones in one row
        yield from line.split() if " " in line else line


def _noise(phrases: Sequence[str], latin: Sequence[str]) -> re.Pattern[str]:
    anywhere = _either(p for p in phrases if not p.startswith("^"))
    openers = _either(p[1:] for p in phrases if p.startswith("^"))
    return re.compile(
        rf"@\w+|\[[{HAN}]{{1,4}}\]|\b(?:{_either(latin)})\b"
        rf"|(?:{anywhere})|(?:(?<=^)|(?<=[\s,，。!！?？~～、]))(?:{openers})+"
        rf"|(?<=([啊呀哈呢嘛哦哇啦]))\1+(?![{HAN}])"
    )


def _spaced(lines: Iterable[str]) -> list[str]:
    """The words of some lines, with blanks for their underscores."""
    return [word.replace("_", " ") for line in lines for word in line.split()]


def _connectors(lines: Sequence[str]) -> re.Pattern[str]:
    """Match the words that continue a question; lines that begin with - are exceptions."""
    others = _spaced(line[1:] for line in lines if line.startswith(NOT_A_CUE))
    words = _spaced(line for line in lines if not line.startswith(NOT_A_CUE))
    return re.compile(rf"(?!{_either(others)})(?:{_either(words)})")


def _moves(lines: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in lines:
        name, _, words = line.partition(":")
        yield name, frozenset(fold(word) for word in _spaced([words]))


def _remark(lines: Iterable[str]) -> re.Pattern[str]:
    """A message of remarks and particles alone; some characters may be repeated: 哈哈哈."""
    words = [word for line in lines for word in line.split()]
    return re.compile(rf"(?:{_either(words)}|[了的吧呢嘛啦哟 ])+")


def _rephrasings(lines: Iterable[str]) -> Iterator[Rephrasing]:
    for line in lines:
        written, _, usual = fold(line).replace("@", "*").partition(">")
        for way in written.split():
            pattern = re.escape(way.replace("_", " ")).replace(r"\*", "(.+?)")
            yield Rephrasing(
                re.compile(pattern), usual.strip().replace("_", " "), is_of_person="@" in line
            )


def _anchored(cues: Iterable[str]) -> Iterable[str]:
    for cue in cues:
        core = re.escape(fold(cue.strip("^$")))
        bounded = rf"\b{core}\b" if core.isascii() else core
        yield ("^" if cue.startswith("^") else "") + bounded + ("$" if cue.endswith("$") else "")


def _counting(cues: Iterable[str]) -> Iterable[CountingCue]:
    """The templates of the cues, the more precise ones first, their {names} filled in."""
    lines = [line.partition("=") for line in cues]
    sets = {name.strip(): fold(words).split() for name, equals, words in lines if equals}
    templates = [line for line, equals, _ in lines if not equals]
    for template in sorted(templates, key=len, reverse=True):
        before, _, after = fold(template).partition("*")
        yield CountingCue(_places(before, sets), _places(after, sets))


def _places(part: str, sets: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The words at each place of a part of a template: those of a set, or the text itself."""
    pieces = enumerate(re.split(r"\{(.+?)\}", part))
    return tuple(tuple(sets[piece]) if place % 2 else (piece,) for place, piece in pieces if piece)


def _with_gaps(cues: Iterable[str]) -> str:
    """A pattern of cues in which * stands for a few characters."""
    return _either(cues).replace(r"\*", ".{0,10}?")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
