"""A fault in data: a value with its place, never an exception. Its texts are messages with values (`zhyto.texts`)."""

from __future__ import annotations

from dataclasses import dataclass

from zhyto.texts import Said, in_a_row


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an input, said so that the person who made the file can mend it.

    file: name of the file (or workbook sheet, `book.xlsx[persons]`).
    row: 1-based row as an editor or spreadsheet shows it (the header is row 1); 0 where the whole file is meant.
    column: header of the column as found; "" where the whole row or file is meant.
    found: what stands there. expected: what may stand there. remedy: what to do.
    """

    file: str
    row: int
    column: str
    found: Said
    expected: Said
    remedy: Said

    @property
    def place(self) -> Said:
        """`file:row:column`; without what is not meant: `file:row`, `file:column`, `file`."""
        return in_a_row((part for part in (self.file, str(self.row or ""), self.column) if part), ":")

    @property
    def said(self) -> Said:
        """In one line: its place, found, expected, remedy."""
        return Said("{place}: found {found}; expected {expected}; {remedy}", place=self.place, found=self.found, expected=self.expected, remedy=self.remedy)

    def __str__(self) -> str:
        return str(self.said)


class InputRefused(Exception):
    """Input that cannot be used. Carries every fault found in one pass; nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
