"""One page of a newspaper, as its file has it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line of a report; `line` counts from 1, offsets count characters."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One report file: its name, its lines without line ends, the SHA-256 of its bytes."""

    name: str
    lines: tuple[str, ...]
    digest: str
    encoding: str = "utf-8"

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        return self.lines[number - 1]

    def slice(self, piece: Piece) -> str:
        """The characters a piece stands for."""
        return self.line(piece.line)[piece.start : piece.end]
