"""The fixed format of a register: its tables, columns and words, in English and Ukrainian. Data only; no file is opened here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zhyto.law.declare import Input, Label
from zhyto.register.columns import DECISIONS, INCOME_KINDS, ROLES, SEXES

Kind = Literal["id", "text", "code", "date", "month", "time", "amount", "value"]
"""What a column's cells are: ids, free text, one of some codes, a date, a month, a time of recording, money, a declared fact's value."""


@dataclass(frozen=True, slots=True)
class Column:
    """A fixed column. `required`: the column must be there and every cell filled. `note`: what it means, in both languages."""

    name: str
    kind: Kind
    required: bool
    label: str
    note: Label


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A table of the register. `required`: a register without it is refused. `entity`: whose declared facts may be further columns."""

    name: str
    label: str
    required: bool
    columns: tuple[Column, ...]
    note: Label
    entity: str = ""


def _column(name: str, kind: Kind, label: str, uk: str, en: str, required: bool = False) -> Column:
    return Column(name, kind, required, label, {"uk": uk, "en": en})


_RECORDED: Final = _column("recorded_at", "time", "Коли записано", "коли про це стало відомо", "when we learned it")

TABLES: Final[Mapping[str, TableFormat]] = {
    table.name: table
    for table in (
        TableFormat(
            "households",
            "Домогосподарства",
            True,
            (
                _column("household_id", "id", "Код домогосподарства", "єдиний у таблиці", "unique in this table", True),
                _column("hromada", "code", "Громада", "код громади", "code of the hromada", True),
                _column("settlement", "text", "Населений пункт", "назва або код", "name or code"),
                _column("dwelling_kind", "text", "Вид житла", "будинок, квартира …", "house, flat …"),
                _column("dwelling_area_m2", "text", "Площа житла, м²", "загальна площа", "total floor area"),
                _column("heating", "text", "Опалення", "газ, дрова, централізоване …", "gas, wood, district …"),
            ),
            {"uk": "одне домогосподарство — один рядок", "en": "one row per household"},
            "household",
        ),
        TableFormat(
            "persons",
            "Особи",
            True,
            (
                _column("person_id", "id", "Код особи", "єдиний у таблиці", "unique in this table", True),
                _column("household_id", "id", "Код домогосподарства", "з таблиці «Домогосподарства»", "from the table households", True),
                _column("sex", "code", "Стать", "", "", True),
                _column("birth_date", "date", "Дата народження", "РРРР-ММ-ДД", "YYYY-MM-DD", True),
                _column("role", "code", "Роль у домогосподарстві", "", ""),
                _column("death_date", "date", "Дата смерті", "порожньо, якщо особа жива", "empty for a living person"),
                _column("rnokpp", "text", "РНОКПП", "лише щоб помітити подвійний запис", "only to spot a person entered twice"),
            ),
            {"uk": "одна особа — один рядок; особа належить одному домогосподарству", "en": "one row per person, in one household"},
            "person",
        ),
        TableFormat(
            "facts",
            "Факти",
            True,
            (
                _column("entity_id", "id", "Код особи або домогосподарства", "кого стосується факт", "whom the fact is about", True),
                _column("fact", "code", "Факт", "", "", True),
                _column("value", "value", "Значення", "порожньо для статусу, який є", "empty for a status that is held"),
                _column("since", "date", "Від", "перший день дії", "first day", True),
                _column("until", "date", "До", "останній день дії; порожньо, якщо діє досі", "last day; empty while it holds"),
                _column("document", "text", "Документ", "підстава; до розрахунку не йде", "its ground; not used in computing"),
                _RECORDED,
            ),
            {
                "uk": "факт із датами; переїзд — теж факт: member_of (код домогосподарства) або hromada (код громади)",
                "en": "a fact with its dates; a move is a fact too: member_of (a household_id) or hromada (its code)",
            },
        ),
        TableFormat(
            "incomes",
            "Доходи",
            True,
            (
                _column("person_id", "id", "Код особи", "з таблиці «Особи»", "from the table persons", True),
                _column("month", "month", "Місяць", "РРРР-ММ", "YYYY-MM", True),
                _column("kind", "code", "Вид доходу", "", "", True),
                _column("amount_uah", "amount", "Сума, грн", "не від’ємна, до двох знаків", "not negative, at most two decimals", True),
                _RECORDED,
            ),
            {
                "uk": "немає рядка — дохід невідомий; рядок виду none каже, що доходу не було",
                "en": "no row: the income is unknown; a row of kind none says there was no income",
            },
        ),
        TableFormat(
            "claims",
            "Заяви",
            False,
            (
                _column("claim_id", "id", "Код заяви", "єдиний у таблиці", "unique in this table", True),
                _column("entity_id", "id", "Код особи або домогосподарства", "хто має право", "who would hold the right", True),
                _column("guarantee", "code", "Гарантія", "", "", True),
                _column("claimed_on", "date", "Дата заяви", "РРРР-ММ-ДД", "YYYY-MM-DD", True),
                _column("decided_on", "date", "Дата рішення", "порожньо, поки рішення немає", "empty until decided"),
                _column("decision", "code", "Рішення", "", ""),
                _column("reason", "text", "Підстава рішення", "", ""),
                _RECORDED,
            ),
            {"uk": "заяви про гарантії та рішення за ними", "en": "claims for guarantees, and the decisions on them"},
        ),
        TableFormat(
            "payments",
            "Виплати",
            True,
            (
                _column("payment_id", "id", "Код виплати", "єдиний у таблиці", "unique in this table", True),
                _column("recipient_id", "id", "Код отримувача", "особа або домогосподарство", "a person or a household", True),
                _column("guarantee", "code", "Гарантія", "", "", True),
                _column("month", "month", "За місяць", "за який місяць сплачено, РРРР-ММ", "the month paid for, YYYY-MM", True),
                _column("amount_uah", "amount", "Сума, грн", "не від’ємна, до двох знаків", "not negative, at most two decimals", True),
                _column("paid_on", "date", "Дата виплати", "РРРР-ММ-ДД", "YYYY-MM-DD", True),
                _RECORDED,
            ),
            {"uk": "що справді виплачено", "en": "what was really paid"},
        ),
        TableFormat(
            "coverage",
            "Повнота",
            False,
            (
                _column("table", "code", "Таблиця", "яка таблиця повна", "which table is complete", True),
                _column("since", "date", "Від", "перший день", "first day"),
                _column("until", "date", "До", "останній день", "last day"),
                _column("code", "text", "Код", "вид доходу, гарантія чи факт; порожньо — усі", "kind, guarantee or fact; empty: all"),
                _column("hromada", "code", "Громада", "порожньо — усі", "empty: all"),
            ),
            {
                "uk": "де записи повні, бо інакше порожнє місце — не «ні», а «невідомо». Один рядок «усе, що стосується цих родин, записано тут» "
                "(дні й код порожні) каже це про всі факти й заяви. Інакше — список за списком, з першим і останнім днем; доходи й виплати завжди окремо",
                "en": "where the records are complete: elsewhere an empty place means “unknown”, not “no”. One row “all that concerns these families is "
                "written here” (days and code empty) says so of all facts and claims. Otherwise list by list, with the first and last day; "
                "incomes and payments always by themselves",
            },
        ),
    )
}
COVERED: Final = ("incomes", "payments", "facts", "claims")
MOVES: Final[Mapping[str, Label]] = {
    "member_of": {"uk": "Переїзд до домогосподарства", "en": "Moves to a household"},
    "hromada": {"uk": "Переїзд до громади", "en": "Moves to a hromada"},
}
"""Facts that every register may hold, whatever the law declares."""
FIXED: Final = frozenset(
    {"member_of", "hromada", "sex", "birth_date", "role", "death_date", "died", "person_id", "household_id", "settlement", "rnokpp"}
)
"""Names that a law's declarations do not redefine."""
README_SHEET: Final = "Прочитайте · Read me"
CODES_SHEET: Final = "Коди · Codes"
"""Sheets of the template that explain; a reader passes over them."""

WORDS: Final[Mapping[str, Mapping[str, Label]]] = {
    "sex": {"female": {"uk": "жіноча", "en": "female"}, "male": {"uk": "чоловіча", "en": "male"}},
    "role": {
        "head": {"uk": "голова", "en": "head"},
        "spouse": {"uk": "чоловік або дружина", "en": "spouse"},
        "child": {"uk": "дитина", "en": "child"},
        "parent": {"uk": "мати або батько", "en": "parent"},
        "other": {"uk": "інша особа", "en": "other"},
    },
    "kind": {
        "none": {"uk": "доходу не було", "en": "there was none"},
        "wage": {"uk": "заробітна плата", "en": "wage"},
        "self_employment": {"uk": "самозайнятість", "en": "self-employment"},
        "farm": {"uk": "особисте селянське господарство", "en": "own farm"},
        "pension": {"uk": "пенсія", "en": "pension"},
        "benefit": {"uk": "соціальна допомога", "en": "benefit"},
        "counted_benefit": {"uk": "соціальна допомога, яку зараховують до доходу", "en": "benefit counted as income"},
        "stipend": {"uk": "стипендія", "en": "stipend"},
        "alimony": {"uk": "аліменти", "en": "alimony"},
        "remittance": {"uk": "перекази від родини", "en": "remittance"},
        "rent": {"uk": "оренда", "en": "rent"},
        "other": {"uk": "інше", "en": "other"},
    },
    "decision": {
        "pending": {"uk": "розглядається", "en": "pending"},
        "granted": {"uk": "призначено", "en": "granted"},
        "refused": {"uk": "відмовлено", "en": "refused"},
    },
    "table": {name: {"uk": TABLES[name].label, "en": name} for name in COVERED}
    | {"everything": {"uk": "усе, що стосується цих родин, записано тут", "en": "all that concerns these families is written here"}},
    "status": {"yes": {"uk": "так", "en": "yes"}, "no": {"uk": "ні", "en": "no"}},
}
"""Codes of the coded columns with their words."""
STORED: Final[Mapping[str, Mapping[str, int]]] = {
    "sex": {code: SEXES.index(code) for code in WORDS["sex"]},
    "role": {code: ROLES.index(code) for code in WORDS["role"]},
    "kind": {code: number for number, code in enumerate(INCOME_KINDS)},
    "decision": {code: number for number, code in enumerate(DECISIONS)},
    "table": {code: number for number, code in enumerate((*COVERED, "everything"))},
    "status": {"yes": 1, "no": 0, "true": 1, "false": 0, "1": 1, "0": 0},
}


def plain(text: str) -> str:
    """A header, sheet name or word in the form that is compared: case, spaces, underscores and kinds of apostrophe do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for mark in "’ʼ`‘":
        folded = folded.replace(mark, "'")
    return " ".join(folded.replace("_", " ").split())


def names_of(items: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Plain form of every way to write a code → the code. A way that two codes share is left out; a code itself always counts."""
    known: dict[str, str] = {}
    shared: set[str] = set()
    listed = [(code, tuple(ways)) for code, ways in items]
    for code, ways in listed:
        for way in map(plain, ways):
            if known.setdefault(way, code) != code:
                shared.add(way)
    names = {way: code for way, code in known.items() if way and way not in shared}
    return names | {plain(code): code for code, _ in listed}


def words_of(labels: Mapping[str, Label]) -> dict[str, str]:
    """As `names_of`, for codes with labels: a code may be written as itself or as its label in either language."""
    return names_of((code, (label.get("uk", ""), label.get("en", ""))) for code, label in labels.items())


def table_names() -> dict[str, str]:
    """Plain form of every table's names → its English name."""
    return names_of((table.name, (table.label,)) for table in TABLES.values())


def declared_columns(table: TableFormat, inputs: Mapping[str, Input]) -> dict[str, Input]:
    """Declared facts that are columns of this table, by code."""
    return {code: item for code, item in inputs.items() if item.source == table.name and table.entity and code not in FIXED}


def declared_facts(inputs: Mapping[str, Input]) -> dict[str, Input]:
    """Declared facts that may stand in the facts table: its own, the dated values of columns, and awards known without their claim."""
    return {code: item for code, item in inputs.items() if item.recorded and code not in FIXED}


def column_names(table: TableFormat, inputs: Mapping[str, Input]) -> dict[str, str]:
    """Plain form of every header that this table may have → the column's name."""
    fixed = [(column.name, (column.label,)) for column in table.columns]
    return words_of({code: item.label for code, item in declared_columns(table, inputs).items()}) | names_of(fixed)


def value_words(item: Input) -> dict[str, tuple[str, int]]:
    """Ways to write a status or a choice → (its code, the stored number)."""
    if item.type == "status":
        return {way: (code, STORED["status"][code]) for way, code in words_of(WORDS["status"]).items()} | {
            way: (way, number) for way, number in STORED["status"].items()
        }
    labels = {"none": {}, **item.values}
    return {way: (code, item.code(code) or 0) for way, code in words_of(labels).items()}
