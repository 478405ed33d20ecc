"""An empty register to fill in: an XLSX workbook whose sheets explain themselves and which the reader accepts as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from zhyto.io.files.whole import whole_file
from zhyto.io.register.format import (
    CODES_SHEET,
    MOVES,
    README_SHEET,
    TABLES,
    WORDS,
    TableFormat,
    declared_columns,
    declared_facts,
    plain,
    words_of,
)
from zhyto.law.declare import Guarantee, Input, Label

ROWS: Final = 5000
"""Rows below the header that are formatted and offer their codes."""
_TYPES: Final[Mapping[str, Label]] = {
    "id": {"uk": "код (текст)", "en": "id (text)"},
    "text": {"uk": "текст", "en": "text"},
    "code": {"uk": "одне зі слів зі списку", "en": "a word from the list"},
    "date": {"uk": "дата РРРР-ММ-ДД", "en": "date YYYY-MM-DD"},
    "month": {"uk": "місяць РРРР-ММ", "en": "month YYYY-MM"},
    "time": {"uk": "дата або дата й час (ISO 8601)", "en": "date, or date and time (ISO 8601)"},
    "amount": {"uk": "сума в гривнях, до двох знаків після коми", "en": "amount in hryvnias, at most two decimals"},
    "value": {"uk": "залежить від факту, див. аркуш кодів", "en": "depends on the fact, see the sheet of codes"},
    "status": {"uk": "так або ні", "en": "yes or no"},
    "choice": {"uk": "одне зі слів зі списку", "en": "a word from the list"},
    "count": {"uk": "ціле число", "en": "whole number"},
    "ratio": {"uk": "число", "en": "number"},
}
_INTRO: Final = (
    (
        "Це порожній реєстр. Кожен аркуш — одна таблиця; заголовки в рядку 1 не змінюйте, порядок стовпців довільний.",
        "This is an empty register. Each sheet is one table; keep the headers in row 1, columns may stand in any order.",
    ),
    ("Порожня клітинка означає «невідомо», а не нуль.", "An empty cell means “unknown”, never zero."),
    (
        "Жирні заголовки обов’язкові: у кожному рядку там має бути значення.",
        "Bold headers are required: every row has a value there.",
    ),
    (
        "Цей аркуш і аркуш кодів лише пояснюють: програма їх не читає.",
        "This sheet and the sheet of codes only explain: the program does not read them.",
    ),
    ("Приклади нижче вигадані.", "The examples below are made up."),
)
_EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "households": {"household_id": "Д-001", "hromada": "UA00000000000000000", "settlement": "Вигадане"},
    "persons": {
        "person_id": "О-001",
        "household_id": "Д-001",
        "sex": "жіноча",
        "birth_date": "1990-05-14",
        "role": "голова",
    },
    "facts": {"entity_id": "О-001", "since": "2024-03-01", "recorded_at": "2024-03-05"},
    "incomes": {"person_id": "О-001", "month": "2025-12", "kind": "заробітна плата", "amount_uah": "9473,00", "recorded_at": "2026-01-10"},
    "claims": {"claim_id": "З-001", "entity_id": "Д-001", "claimed_on": "2026-01-12", "decided_on": "2026-01-20", "decision": "призначено"},
    "payments": {"payment_id": "В-001", "recipient_id": "Д-001", "month": "2026-01", "amount_uah": "3328,00", "paid_on": "2026-01-28"},
    "coverage": {"table": "Виплати", "since": "2025-07-01", "until": "2026-01-31"},
}


def write_template(path: Path, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> None:
    """Write the workbook: a sheet per table in Ukrainian, the English name in a note on each header, lists for coded columns.

    inputs, guarantees: what the law declares. The file appears whole or not at all; one that stood there is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    with whole_file(path) as name:
        try:
            _write(name, inputs, guarantees)
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(5, str(error), str(path)) from error


def _write(name: str, inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> None:
    with xlsxwriter.Workbook(name, {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        # A fixed date: the same law gives the same bytes.
        book.set_properties({"title": "Реєстр · Register", "created": datetime(2026, 1, 1)})
        style = {
            "bold": book.add_format({"bold": True}),
            "title": book.add_format({"bold": True, "font_size": 13}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "head": book.add_format({"bg_color": "#EEF3E6", "bottom": 1}),
            "required": book.add_format({"bg_color": "#DCE8C8", "bottom": 1, "bold": True}),
            "text": book.add_format({"num_format": "@"}),
        }
        readme = book.add_worksheet(README_SHEET)
        sheets = {table.name: book.add_worksheet(table.label) for table in TABLES.values()}
        ranges = _write_codes(book.add_worksheet(CODES_SHEET), style, inputs, guarantees)
        _write_readme(readme, style, inputs)
        for table in TABLES.values():
            _write_sheet(sheets[table.name], table, style, declared_columns(table, inputs), ranges)


def _columns(table: TableFormat, declared: Mapping[str, Input]) -> list[tuple[str, str, str, bool, Label]]:
    """Columns of a sheet: name, header, kind, required, note. A declared fact stands in place of the plain column of its name."""
    rows: list[tuple[str, str, str, bool, Label]] = []
    for item in table.columns:
        if item.name not in declared:
            rows.append((item.name, item.label, item.kind, item.required, item.note))
    taken = {plain(label) for _, label, _, _, _ in rows}
    for code, fact in declared.items():
        label = fact.label.get("uk", code)
        # A label that another column already has would be two columns of one name: the code is never ambiguous.
        header = code if plain(label) in taken else label
        taken.add(plain(header))
        note = {"uk": fact.unit, "en": f"{fact.label.get('en', '')} {f'({fact.unit})' if fact.unit else ''}".strip()}
        rows.append((code, header, fact.type, False, note))
    return rows


def _write_sheet(
    sheet: Any, table: TableFormat, style: Mapping[str, Any], declared: Mapping[str, Input], ranges: Mapping[str, str]
) -> None:
    sheet.freeze_panes(1, 0)
    for place, (name, header, kind, required, note) in enumerate(_columns(table, declared)):
        sheet.write_string(0, place, header, style["required" if required else "head"])
        lines = [name, _TYPES[kind]["uk"], note.get("uk", ""), _TYPES[kind]["en"], note.get("en", "")]
        sheet.write_comment(0, place, "\n".join(line for line in lines if line), {"x_scale": 1.6})
        # Text everywhere: a spreadsheet then keeps 00123, 2026-01 and 1234,50 as they were typed.
        sheet.set_column(place, place, max(14, min(40, len(header) + 4)), style["text"])
        source = ranges.get(f"{table.name}.{name}") or ranges.get(name)
        if source:
            message = f"Див. аркуш · See: {CODES_SHEET}"
            checks = {"validate": "list", "source": source, "error_type": "warning", "error_title": "Код · Code", "error_message": message}
            sheet.data_validation(1, place, ROWS, place, checks)


def _write_codes(sheet: Any, style: Mapping[str, Any], inputs: Mapping[str, Input], guarantees: Mapping[str, Guarantee]) -> dict[str, str]:
    """All codes on one sheet. Returns the cells that list each coded column's words."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 3, 44)
    for place, title in enumerate(("Стовпець · Column", "Пишіть так · Write", "Код · Code", "English")):
        sheet.write_string(0, place, title, style["bold"])
    sheet.freeze_panes(1, 0)
    facts: dict[str, Label] = {**MOVES, **{code: item.label for code, item in declared_facts(inputs).items()}}
    groups: list[tuple[str, Mapping[str, Label]]] = [
        ("sex", WORDS["sex"]),
        ("role", WORDS["role"]),
        ("kind", WORDS["kind"]),
        ("decision", WORDS["decision"]),
        ("table", WORDS["table"]),
        ("status", WORDS["status"]),
        ("fact", facts),
        ("guarantee", {code: item.label for code, item in guarantees.items()}),
    ]
    none: Label = {"uk": "none", "en": "none: it is known that there is none"}
    groups += [(code, {"none": none, **item.values}) for code, item in inputs.items() if item.type == "choice" and code not in WORDS]
    ranges: dict[str, str] = {}
    row = 1
    for column, labels in groups:
        words = words_of(labels)
        first = row
        for code, label in labels.items():
            word = label.get("uk", "")
            sheet.write_string(row, 0, column)
            sheet.write_string(row, 1, word if words.get(plain(word)) == code else code)
            sheet.write_string(row, 2, code)
            sheet.write_string(row, 3, label.get("en", ""))
            row += 1
        if row > first:
            ranges[column] = f"='{CODES_SHEET}'!$B${first + 1}:$B${row}"
    status = ranges.pop("status")
    return ranges | {f"{item.source}.{code}": status for code, item in inputs.items() if item.type == "status"}


def _write_readme(sheet: Any, style: Mapping[str, Any], inputs: Mapping[str, Input]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 3, 52)
    sheet.set_column(4, 4, 26)
    row = 0
    for uk, en in _INTRO:
        sheet.merge_range(row, 0, row, 2, uk, style["wrap"])
        sheet.merge_range(row, 3, row, 4, en, style["wrap"])
        sheet.set_row(row, 32)
        row += 1
    for table in TABLES.values():
        row += 1
        sheet.write_string(row, 0, f"{table.label} · {table.name}", style["title"])
        sheet.write_string(row, 2, table.note["uk"], style["wrap"])
        sheet.write_string(row, 3, table.note["en"], style["wrap"])
        row += 1
        for place, title in enumerate(("Стовпець", "Column", "Що пишуть", "What to write", "Приклад · Example")):
            sheet.write_string(row, place, title, style["bold"])
        for name, header, kind, required, note in _columns(table, declared_columns(table, inputs)):
            row += 1
            sheet.write_string(row, 0, header, style["bold"] if required else style["wrap"])
            sheet.write_string(row, 1, name)
            sheet.write_string(row, 2, "; ".join(part for part in (_TYPES[kind]["uk"], note.get("uk", "")) if part), style["wrap"])
            sheet.write_string(row, 3, "; ".join(part for part in (_TYPES[kind]["en"], note.get("en", "")) if part), style["wrap"])
            sheet.write_string(row, 4, _EXAMPLES[table.name].get(name, ""), style["text"])
        row += 1
