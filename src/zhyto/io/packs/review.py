"""A lawyer's sheet as an XLSX workbook: written with what the law says locked and the answers open, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]

from zhyto.faults import InputRefused
from zhyto.io.files.whole import whole_file
from zhyto.io.register.format import plain
from zhyto.io.register.tables import Faults, RawTable, hint, read_sheets, shown
from zhyto.law.declare import Label
from zhyto.law.model import Law
from zhyto.lawbook.review import ABOUT, ANSWERS, FIGURES, HEADERS, RULES, SHOWN, VERDICTS, Answer, Line, day_of, digest, lines, value_of
from zhyto.texts import Said, as_is, in_a_row
from zhyto.texts.spoken import Lang

_SHEETS: Final = {"rules": RULES, "figures": FIGURES}
_WIDTHS: Final = {"key": 26, "what": 34, "words": 70, "value": 16, "since": 11, "until": 11, "cite": 30, "source": 18, "mark": 14, "note": 34,
                  "verdict": 14, "because": 44, "right_value": 16, "right_from": 13}  # fmt: skip
_INTRO: Final[Sequence[Label]] = (
    {"uk": "На двох наступних аркушах — усе, на чому стоїть ця гарантія: кожна редакція норми і кожне значення числа, по рядку.",
     "en": "The next two sheets hold all that this guarantee rests on: every version of a rule and every value of a figure, a line each."},
    {"uk": "Звірте рядок зі статтею акта і виберіть «правильно» або «хибно». Порожньо — означає, що рядка ще не звіряли.",
     "en": "Hold a line against the article of the act and choose “right” or “wrong”. Empty means: not looked at yet."},
    {"uk": "Якщо хибно, напишіть, чому. Для числа можна написати правильне значення (частку — як 75 % або 0,75) і день, від якого воно правильне.",
     "en": "Where it is wrong, write why. For a figure you can write the right value (a share as 75 % or 0.75) and the day it is right from."},
    {"uk": "Інші клітинки не змінюйте: за ними програма впізнає рядок. Рядки можна переставляти й пропускати.",
     "en": "Leave the other cells as they are: the program knows the line by them. Lines may be sorted and left out."},
    {"uk": "Потім: zhyto law correct --sheet ФАЙЛ.xlsx", "en": "Then: zhyto law correct --sheet FILE.xlsx"},
)  # fmt: skip


def write_sheet(path: Path, law: Law, code: str, lang: Lang) -> list[Line]:
    """Write the sheet of a guarantee (or of a rule or figure), whole or not at all; what stood there is replaced. Returns its lines.

    Every cell is text and is written as text: nothing in a law's labels becomes a formula. Raises InputRefused, OSError.
    """
    found = lines(law, code, lang)
    with whole_file(path) as name:
        try:
            _write(name, law, code, lang, found)
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(5, str(error), str(path)) from error
    return found


def _write(name: str, law: Law, code: str, lang: Lang, found: Sequence[Line]) -> None:
    with xlsxwriter.Workbook(name, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        # A fixed date: the same law gives the same bytes.
        book.set_properties({"title": law.label(code, lang), "created": datetime(2026, 1, 1)})
        cell = {"num_format": "@", "text_wrap": True, "valign": "top"}
        locked, asked = book.add_format(cell), book.add_format({**cell, "locked": False, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D8CFA0"})
        head = book.add_format({"bold": True, "bg_color": "#DCE8C8", "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        about = book.add_worksheet(ABOUT[lang])
        about.set_column(0, 0, 100, locked)
        about.set_column(1, 3, 20)
        # The first row says which sheet it is; the program reads it.
        for place, text in enumerate((law.label(code, lang), code, lang, digest(found))):
            about.write_string(0, place, text, head)
        for row, line in enumerate(_INTRO, 2):
            about.write_string(row, 0, line[lang], locked)
        about.protect("", {"format_columns": True, "format_rows": True})
        for kind, label in _SHEETS.items():
            sheet, own = book.add_worksheet(label[lang]), [line for line in found if line.kind == kind]
            columns = (*SHOWN[kind], *ANSWERS[kind])
            sheet.freeze_panes(1, 2)
            for place, column in enumerate(columns):
                sheet.set_column(place, place, _WIDTHS[column], locked if column in SHOWN[kind] else asked)
                sheet.write_string(0, place, HEADERS[column][lang], head)
            for row, judged in enumerate(own, 1):
                for place, text in enumerate(judged.cells):
                    sheet.write_string(row, place, text, locked)
                for place in range(len(judged.cells), len(columns)):
                    sheet.write_blank(row, place, None, asked)
            verdict = columns.index("verdict")
            if own:
                words = [word[lang] for word in VERDICTS.values()]
                sheet.data_validation(1, verdict, len(own), verdict, {"validate": "list", "source": words, "error_title": HEADERS["verdict"][lang]})
            sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def read_answers(path: Path, law: Law) -> tuple[str, Lang, list[Line], list[Answer]]:
    """The code of a filled-in sheet, its language, all its lines for this law, and the answers in the order of the sheet.

    Raises InputRefused with every fault in it: another state of the law, cells that were changed, answers that say nothing certain.
    """
    faults = Faults()
    about = next((read for lang in _LANGS if (read := _about(path, lang))), None)
    if about is None:
        read_sheets(path, [ABOUT["uk"]], faults)
        if not faults:
            faults.add(f"{path.name}[{ABOUT['uk']}]", 1, "", Said("no code of a guarantee"), Said("a sheet of `zhyto law sheet`"),
                       Said("take a new sheet and fill it in"))
        raise InputRefused(faults.list())
    code, lang, written = about
    found = lines(law, code, lang)
    if written != digest(found):
        expected = Said("a sheet of the law as it is now")
        faults.add(f"{path.name}[{ABOUT[lang]}]", 1, "", Said("a sheet of another state of the law"), expected,
                   Said("write a new sheet and carry the answers over"))
    tables = read_sheets(path, [label[lang] for label in _SHEETS.values()], faults)
    answers: list[Answer] = []
    for kind, label in _SHEETS.items():
        if label[lang] in tables:
            answers += _answers(law, tables[label[lang]], [line for line in found if line.kind == kind], kind, lang, faults)
    if faults:
        raise InputRefused(faults.list())
    return code, lang, found, answers


_LANGS: Final[tuple[Lang, ...]] = ("uk", "en")


def _about(path: Path, lang: Lang) -> tuple[str, Lang, str] | None:
    """Code, language and digest in the first row; None where this is no such sheet."""
    table = read_sheets(path, [ABOUT[lang]], Faults()).get(ABOUT[lang])
    cells = table.headers[1:4] if table is not None else []
    return (cells[0], lang, cells[2]) if len(cells) == 3 and cells[1] == lang else None


def _answers(law: Law, table: RawTable, own: Sequence[Line], kind: str, lang: Lang, faults: Faults) -> Iterator[Answer]:
    columns = {HEADERS[name][lang]: name for name in (*SHOWN[kind], *ANSWERS[kind])}
    places = {columns[header]: place for place, header in enumerate(table.headers) if header in columns}
    for header in columns:
        if table.headers.count(header) != 1:
            found = Said("no such column") if header not in table.headers else Said("two columns of one name")
            faults.add(table.file, 1, header, found, Said("the columns as they were written"), Said("take a new sheet and fill it in"))
    if len(places) < len(columns):
        return
    by_key, seen = {line.key: line for line in own}, dict[str, int]()
    for number, row in zip(table.numbers.tolist(), table.frame.iter_rows(), strict=True):
        cells = {name: (row[place] or "").strip() for name, place in places.items()}
        for place, cell in enumerate(row):
            if cell and cell.strip() and place not in places.values():
                header = table.headers[place] or f"{place + 1}"
                faults.add(table.file, number, header, as_is(shown(cell)), Said("nothing in this column"), Said("write it into the column for reasons"))
        if not any(cells.values()):
            continue
        line = by_key.get(cells["key"])
        if line is None or line.key in seen:
            found = as_is(shown(cells["key"])) if line is None else Said("{key}, which row {seen} has too", key=shown(line.key), seen=seen[line.key])
            remedy = Said("put the code back as it was written{hint}", hint=hint(cells["key"], by_key if line is None else ()))
            faults.add(table.file, number, HEADERS["key"][lang], found, Said("each code of this sheet once"), remedy)
            continue
        seen[line.key] = number
        answer = _Row(law, line, own, cells, lang, table.file, number, faults).answer()
        if answer is not None:
            yield answer


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet and the line it is."""

    law: Law
    line: Line
    own: Sequence[Line]
    cells: Mapping[str, str]
    lang: Lang
    file: str
    number: int
    faults: Faults

    def fault(self, name: str, found: Said, expected: Said, remedy: Said) -> None:
        self.faults.add(self.file, self.number, HEADERS[name][self.lang], found, expected, remedy)

    def answer(self) -> Answer | None:
        """The answer in the row; None where there is none, or none that can be used."""
        line, cells = self.line, self.cells
        for name, text in zip(SHOWN[line.kind], line.cells, strict=True):
            if plain(cells[name]) != plain(text):
                self.fault(name, as_is(shown(cells[name])), Said("{text}, as it was written", text=shown(text)),
                           Said("put it back; answers have columns of their own"))
        verdict = next((key for key, word in VERDICTS.items() if plain(cells["verdict"]) in {plain(word["uk"]), plain(word["en"])}), "")
        written = {name: cells[name] for name in ANSWERS[line.kind] if name != "verdict" and cells[name]}
        if not verdict:
            if cells["verdict"] or written:
                words = in_a_row((word[self.lang] for word in VERDICTS.values()), Said(" or "))
                self.fault("verdict", as_is(shown(cells["verdict"])) if cells["verdict"] else Said("nothing beside an answer"), words,
                           Said("choose one of the list"))
            return None
        if verdict == "right":
            for name in ("right_value", "right_from"):
                if name in written:
                    self.fault(name, as_is(shown(written[name])), Said("nothing beside what is right"), Said("remove it, or choose the other verdict"))
            return Answer(line, True, written.get("because", ""))
        if "because" not in written:
            self.fault("because", Said("nothing"), Said("why it is wrong"), Said("write the article and what it says"))
        since = self.since(written["right_from"]) if "right_from" in written else None
        if "right_from" in written and "right_value" not in written:
            self.fault("right_value", Said("nothing beside a day"), Said("the value that is right from then"), Said("write it"))
        value = self.value(written["right_value"], since) if "right_value" in written else None
        return Answer(line, False, written.get("because", ""), value, since)

    def since(self, text: str) -> date | None:
        """The day from which a value is right: between the days of the values before and after."""
        days = [other.since for other in self.own if (other.name, other.row) == (self.line.name, self.line.row)]
        before = max((day for day in days if day < self.line.since), default=date.min)
        after = min((day for day in days if day > self.line.since), default=date.max)
        since = day_of(text)
        if since is None or not before < since < after:
            first, last = (before + timedelta(days=1)).isoformat(), (after - timedelta(days=1)).isoformat()
            expected = Said("a day from {first} on", first=first) if after == date.max else Said("a day from {first} to {last}", first=first, last=last)
            self.fault("right_from", as_is(shown(text)), expected, Said("write it as YYYY-MM-DD, or mend parameters.yaml by hand"))
        return since

    def value(self, text: str, since: date | None) -> str | None:
        """A right value, as `zhyto.lawbook.correct.corrected` takes it."""
        item = self.law.parameters[self.line.name]
        if item.of:
            self.fault("right_value", Said("a scale of brackets"), Said("a figure or a table"), Said("mend its parameters.yaml by hand"))
            return None
        value = value_of(item, text)
        if value is None:
            expected = {"money": Said("an amount with at most two decimals"), "ratio": Said("a share, as 75 % or 0.75"),
                        "date": Said("a date")}.get(item.unit, Said("an exact number"))
            self.fault("right_value", as_is(shown(text)), expected, Said("write it so"))
        elif since in (None, self.line.since) and value == self.line.value:
            self.fault("right_value", as_is(shown(text)), Said("another value than the one called wrong"),
                       Said("write the right value, or choose the other verdict"))
        return value
