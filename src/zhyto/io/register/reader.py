"""Read and check a register: every fault in one pass, or the columns of `zhyto.register.columns`.

Tables are checked one after another and put in order only when none has a fault.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from zhyto.dates import FAR_FUTURE, FAR_PAST, day_number, day_of, format_month, month_index
from zhyto.io.register.cells import (
    ALWAYS,
    AMOUNT_LIMIT,
    CYRILLIC,
    FIRST_DAY,
    LAST_BIRTH,
    LAST_DAY,
    OPEN,
    Cells,
    Ids,
    as_text,
    folded,
    no_cells,
    read_amounts,
    read_cells,
    read_codes,
    read_days,
    read_ids,
    read_months,
    read_numbers,
    read_times,
    stray_letter,
)
from zhyto.io.register.format import (
    COVERED,
    MOVES,
    STORED,
    TABLES,
    WORDS,
    TableFormat,
    column_names,
    declared_columns,
    declared_facts,
    plain,
    table_names,
    value_words,
    words_of,
)
from zhyto.io.register.tables import SHEET_ERRORS, Faults, RawTable, Rows, Source, blank_rows_dropped, hint, open_source, shown
from zhyto.law.declare import Guarantee, Input
from zhyto.money import format_amount
from zhyto.register.columns import INCOME_KINDS, Bools, Claims, Coverage, Fact, Incomes, Ints, Ints32, Payments, Register
from zhyto.register.places import Places
from zhyto.texts import Said, as_is, how_many, in_a_row

Progress = Callable[[str], None]
"""Told the name of each table before it is read."""


def read_register(
    path: Path,
    inputs: Mapping[str, Input],
    places: Places | None,
    guarantees: Mapping[str, Guarantee],
    progress: Progress | None = None,
) -> Register:
    """A register from a folder of CSV or Parquet tables or from an XLSX workbook.

    inputs: declared facts by code. places: the hromadas that exist, and facts of their settlements (None: any, and no such facts). guarantees: by code.
    Columns `rnokpp` and `document` are checked and not kept; `settlement` and undeclared columns of the format are in `extra` only.

    Raises:
        InputRefused: with every fault found.
    """
    faults = Faults()
    source = open_source(path, faults)
    return _Reader(source, inputs, places, guarantees, faults, progress).read()


def register_from_tables(
    tables: Mapping[str, pl.DataFrame],
    inputs: Mapping[str, Input],
    places: Places | None,
    guarantees: Mapping[str, Guarantee],
    name: str = "register",
) -> Register:
    """A register from tables in memory, by English or Ukrainian name; cells as text or typed. A table left out is empty.

    Raises:
        InputRefused: with every fault found.
    """
    faults = Faults()
    names = table_names()
    loaders: dict[str, Callable[[], RawTable | None]] = {}
    digest = hashlib.sha256()
    for key, frame in tables.items():
        table = names.get(plain(key))
        if table is None:
            faults.add(key, 0, "", Said("a table of unknown name"), Said("one of {known}", known=", ".join(TABLES)),
                       Said("rename it{hint}", hint=hint(key, names)))
            continue
        if table in loaders:
            faults.add(key, 0, "", Said("the table {table} again", table=table), Said("each table once"), Said("join them into one"))
        digest.update(f"{table}\0".encode() + frame.write_csv().encode())
        raw = RawTable(table, key, list(frame.columns), frame.clone(), np.arange(2, frame.height + 2))
        raw.frame.columns = [str(place) for place in range(frame.width)]
        loaders[table] = _given(raw)
    for table in TABLES:
        if table not in loaders:
            required = {column.name: pl.String for column in TABLES[table].columns if column.required}
            empty = pl.DataFrame(schema={str(place): pl.String for place in range(len(required))})
            loaders[table] = _given(RawTable(table, table, list(required), empty, np.empty(0, np.int64)))
    return _Reader(Source(name, digest.hexdigest, loaders), inputs, places, guarantees, faults, None).read()


def _given(raw: RawTable) -> Callable[[], RawTable | None]:
    return lambda: raw


# Tables


@dataclass(slots=True)
class _Table:
    """A table whose columns are known by name."""

    raw: RawTable
    format: TableFormat
    shown: dict[str, str]
    columns: dict[str, pl.Series]
    faults: Faults

    @property
    def height(self) -> int:
        return self.raw.frame.height

    @property
    def serials(self) -> bool:
        return self.raw.spreadsheet and not self.raw.serials_1904

    def has(self, name: str) -> bool:
        return name in self.columns

    def column(self, name: str) -> pl.Series:
        """The column; nulls if the table has none."""
        return self.columns[name] if name in self.columns else no_cells(self.height)

    def fault(
        self,
        name: str,
        at: Rows,
        expected: Said,
        remedy: Said | Callable[[int], Said],
        found: Callable[[int], Said] | None = None,
    ) -> None:
        """A fault in this column at these rows; what was found is the cell unless said otherwise."""
        if len(at):
            series = self.column(name)
            self.faults.rows(
                self.raw, self.shown.get(name, name), at, found or (lambda row: as_is(shown(as_text(series[row : row + 1])[0]))), expected, remedy
            )

    def required(self, name: str, empty: Rows) -> None:
        """Fault for empty cells of a required column that is there."""
        if self.has(name):
            self.fault(name, empty, Said("a value in every row"), Said("fill it in, or take the row out if it is not meant"), lambda _: Said("an empty cell"))

    def days(self, name: str, required: bool = False, latest: date = LAST_DAY, ends: tuple[date, ...] = ()) -> Cells:
        """A date column, checked; `ends`: far days that are allowed too."""
        series = self.column(name)
        cells = read_days(series, self.serials)
        self._checked_days(name, cells, latest, ends, Said("a date YYYY-MM-DD"))
        if required:
            self.required(name, cells.empty())
        return cells

    def recorded(self) -> Ints32:
        """`recorded_at` as day numbers; FAR_PAST where it is not known when we learned it."""
        cells = read_times(self.column("recorded_at"), self.serials)
        self._checked_days("recorded_at", cells, LAST_DAY, (ALWAYS,), Said("a date or time by ISO 8601: 2026-01-31 or 2026-01-31T09:30"))
        return np.where(cells.known & (cells.values != day_number(ALWAYS)), cells.values, FAR_PAST).astype(np.int32)

    def _checked_days(self, name: str, cells: Cells, latest: date, ends: tuple[date, ...], expected: Said) -> None:
        series = self.column(name)
        self.fault(name, cells.bad, expected, lambda row: _date_remedy(str(as_text(series[row : row + 1])[0])))
        odd = cells.known & ((cells.values < day_number(FIRST_DAY)) | (cells.values > day_number(latest)))
        if odd.any():
            odd &= ~np.isin(cells.values, [day_number(day) for day in ends])
        self.fault(name, np.flatnonzero(odd), Said("a date from {first_day} to {latest}", first_day=FIRST_DAY, latest=latest), Said("correct the year"))

    def months(self, name: str) -> Cells:
        """A required month column, checked."""
        cells = read_months(self.column(name), self.serials)
        self.fault(name, cells.bad, Said("a month YYYY-MM"), Said("write the year, a hyphen and the month: 2026-01"))
        first, last = month_index(FIRST_DAY), month_index(LAST_DAY)
        odd = cells.known & ((cells.values < first) | (cells.values > last))
        self.fault(name, np.flatnonzero(odd), Said("a month from {first} to {last}", first=format_month(first), last=format_month(last)),
                   Said("correct the year"))
        self.required(name, cells.empty())
        return cells

    def amounts(self, name: str, remedy: Said) -> Cells:
        """A column of amounts, checked; `remedy`: what to do about a negative one."""
        cells = read_amounts(self.column(name))
        self.fault(name, cells.bad, Said("an amount with at most two decimals"), Said("{remedy}; if it is not known, take the row out", remedy=_AMOUNT_REMEDY))
        self.fault(name, np.flatnonzero(cells.known & (cells.values < 0)), Said("an amount that is not negative"), remedy)
        above = np.flatnonzero(cells.known & (cells.values > AMOUNT_LIMIT))
        self.fault(name, above, Said("an amount up to {limit}", limit=format_amount(AMOUNT_LIMIT)),
                   Said("check the number of digits; amounts are in hryvnias, not kopecks"))
        return cells

    def codes(self, name: str, words: Mapping[str, int], codes: Collection[str], required: bool = True) -> Cells:
        """A column of codes, checked."""
        cells = read_codes(self.column(name), words)
        series = self.column(name)

        def remedy(row: int) -> Said:
            word = str(as_text(series[row : row + 1])[0])
            return Said("use one of these codes{hint}", hint=hint(word, codes) or hint(word, words))

        listed = as_is(", ".join(codes)) if len(codes) <= 12 else Said("one of {count} codes that the law declares", count=len(codes))
        self.fault(name, cells.bad, listed or Said("nothing: no such code is declared"), remedy)
        if required:
            self.required(name, cells.empty())
        return cells


_AMOUNT_REMEDY: Final = Said("write it in hryvnias with a point or comma before the kopecks: 1234.50")


def _date_remedy(text: str) -> Said:
    match = re.match(r"\s*(\d{1,2})[./](\d{1,2})[./](\d{4})\s*\Z", text)
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 31:
        date = f"{int(match[3]):04d}-{int(match[2]):02d}-{int(match[1]):02d}"
        return Said("write {date} if that is day, month, year", date=date)
    return Said("write year, month and day: 2026-01-31")


class _Reader:
    """One pass over a source. Everything is checked first; columns are put in order only if there is no fault."""

    def __init__(
        self,
        source: Source,
        inputs: Mapping[str, Input],
        places: Places | None,
        guarantees: Mapping[str, Guarantee],
        faults: Faults,
        progress: Progress | None,
    ) -> None:
        self.source, self.inputs, self.guarantees, self.faults, self.progress = source, inputs, guarantees, faults, progress
        self.places = places
        self.hromadas_given = places is not None
        self.hromada_codes = {code: number for number, code in enumerate(sorted(places.hromadas if places else ()))}
        self.fact_inputs = declared_facts(inputs)
        self.fact_codes = [*MOVES, *self.fact_inputs]
        self.fact_words = words_of({**{code: item.label for code, item in self.fact_inputs.items()}, **MOVES})
        self.guarantee_words = words_of({code: item.label for code, item in guarantees.items()})
        self.households: Ids | None = None
        self.persons: Ids | None = None

    def load(self, name: str) -> _Table | None:
        """A table with its columns found by their headers; None where it is absent or refused."""
        if self.progress:
            self.progress(name)
        form = TABLES[name]
        loader = self.source.tables.get(name)
        if loader is None:
            if form.required and self.source.tables:
                remedy = Said("add it; if there are no such rows, a header alone will do")
                self.faults.add(self.source.name, 0, "", Said("no table {name} ({label})", name=name, label=form.label), Said("the table {name}", name=name),
                                remedy)
            return None
        raw = loader()
        if raw is None:
            return None
        known = column_names(form, self.inputs)
        shown_as: dict[str, str] = {}
        columns: dict[str, pl.Series] = {}
        kept: list[str] = []
        for place, header in enumerate(raw.headers):
            series = raw.frame[str(place)]
            column = known.get(plain(header))
            if not header.strip():
                filled = series.null_count() < len(series) and read_ids(series).null_count() < len(series)
                if filled:
                    self.faults.add(raw.file, 1, f"column {place + 1}", Said("cells under no header"), Said("a name over every column that is used"),
                                    Said("name it or empty it"))
            elif column is None:
                self.faults.add(raw.file, 1, header, Said("an unknown column"), self._columns_allowed(form), self._column_remedy(header, known))
            elif column in columns:
                found = Said("two columns for {column}: {shown} and {header}", column=column, shown=shown_as[column], header=header)
                self.faults.add(raw.file, 1, header, found, Said("each column once"), Said("delete the one that is not meant"))
            else:
                columns[column], shown_as[column] = series, header
                kept.append(str(place))
        for fixed in form.columns:
            if fixed.required and fixed.name not in columns:
                found, expected = Said("no column {name} ({label})", name=fixed.name, label=fixed.label), Said("the column {name}", name=fixed.name)
                self.faults.add(raw.file, 1, fixed.name, found, expected, Said("add it to the header and fill it in"))
        raw.frame = raw.frame.select(kept)
        before = raw.frame.height
        raw = blank_rows_dropped(raw)
        if raw.frame.height != before:
            columns = {column: raw.frame[place] for column, place in zip(columns, kept, strict=True)}
        return _Table(raw, form, shown_as, columns, self.faults)

    def _columns_allowed(self, form: TableFormat) -> Said:
        names = [column.name for column in form.columns]
        if not form.entity:
            return as_is(", ".join(names))
        extra = len(declared_columns(form, self.inputs))
        return Said("{names} or one of {extra} facts that the law declares for {name}", names=", ".join(names), extra=extra, name=form.name)

    def _column_remedy(self, header: str, known: Mapping[str, str]) -> Said:
        item = next((self.inputs[code] for code in (plain(header).replace(" ", "_"),) if code in self.inputs), None)
        if item is not None and item.source in ("facts", "claims"):
            return Said("this fact has dates: write it as rows of the table facts")
        if item is not None:
            return Said("it belongs to {source}", source=item.source)
        return Said("rename the column or delete it{hint}", hint=hint(header, known))

    def read(self) -> Register:
        """Check every table, then build.

        Raises:
            InputRefused: with every fault found.
        """
        households = self._households()
        persons = self._persons()
        facts = self._facts()
        incomes = self._incomes()
        claims = self._claims()
        payments = self._payments()
        coverage = self._coverage()
        self.faults.refuse()
        if households is None or persons is None or incomes is None:
            raise AssertionError("a required table that is missing or refused is a fault")
        return self._build(households, persons, facts, incomes, claims, payments, coverage)

    # Households and persons

    def _households(self) -> dict[str, Any] | None:
        table = self.load("households")
        if table is None:
            return None
        ids = self._own_ids(table, "household_id")
        self.households = Ids(ids) if table.has("household_id") else None
        hromada = self._hromadas(table, "hromada", table.column("hromada"))
        table.required("hromada", hromada.empty())
        declared = declared_columns(table.format, self.inputs)
        plain_columns = [name for name in ("settlement", "dwelling_kind", "dwelling_area_m2", "heating") if name not in declared]
        extra = {name: read_ids(table.column(name)).alias(name) for name in plain_columns}
        extra = {name: column for name, column in extra.items() if column.null_count() < len(column)}
        return {"ids": ids, "hromada": hromada.values, "extra": extra, "facts": self._declared(table) | self._of_settlements(table, hromada)}

    def _of_settlements(self, table: _Table, hromada: Cells) -> dict[str, tuple[Ints, Bools]]:
        """Facts that follow from the settlement a household lives in."""
        if self.places is None or self.places.settlements is None:
            return {}
        found: dict[tuple[str, str], int] = {}
        columns = (self.places.settlements[name].to_list() for name in ("code", "hromada", "name_uk"))
        for row, (code, inside, name) in enumerate(zip(*columns, strict=True)):
            found["", plain(code)] = row
            # Two places of one name in a hromada: which one is meant is not known.
            found[inside, plain(name)] = -1 if (inside, plain(name)) in found else row
        codes = list(self.hromada_codes) or [""]
        named = pl.DataFrame({"place": np.where(hromada.known, hromada.values, -1), "name": as_text(table.column("settlement"))})
        each = named.unique(maintain_order=True)
        pairs = [(codes[place] if place >= 0 else "", plain(name or "")) for place, name in each.iter_rows()]
        rows = [found.get(("", name), found.get((inside, name), -1) if inside else -1) for inside, name in pairs]
        each = each.with_columns(row=pl.Series(rows, dtype=pl.Int64))
        return self.places.facts(self.inputs, named.join(each, on=["place", "name"], how="left", nulls_equal=True, maintain_order="left")["row"].to_numpy())

    def _persons(self) -> dict[str, Any] | None:
        table = self.load("persons")
        if table is None:
            return None
        ids = self._own_ids(table, "person_id")
        self.persons = Ids(ids) if table.has("person_id") else None
        household = self._rows(table, "household_id", read_ids(table.column("household_id")), self.households, "households")
        self._one_household_each(table, ids)
        sex = table.codes("sex", _stored("sex"), WORDS["sex"])
        role = table.codes("role", _stored("role"), WORDS["role"], required=False)
        birth = table.days("birth_date", required=True, latest=LAST_BIRTH)
        death = table.days("death_date", latest=LAST_BIRTH)
        early = np.flatnonzero(birth.known & death.known & (death.values < birth.values))
        table.fault("death_date", early, Said("a death on or after the birth"), Said("correct the date that is wrong"),
                    lambda row: Said("death on {death}, birth on {birth}", death=day_of(int(death.values[row])), birth=day_of(int(birth.values[row]))))
        self._same_number(table)
        return {
            "ids": ids,
            "household": household,
            "sex": sex.values,
            "role": role.values,
            "birth": birth.values,
            "death": np.where(death.known, death.values, FAR_FUTURE),
            "facts": self._declared(table),
        }

    def _own_ids(self, table: _Table, name: str) -> pl.Series:
        """Ids that name the rows of a table: filled, unique, and not to be mistaken for one another."""
        ids = read_ids(table.column(name))
        if not table.has(name):
            return ids
        table.required(name, np.flatnonzero(ids.is_null().to_numpy()))
        usual = ids.str.contains(r"^[0-9A-Za-z_./:-]*$") & ~ids.str.contains(r"^\d+(?:\.\d+)?[eE]\+?\d+$")
        odd = np.flatnonzero((~usual).fill_null(False).to_numpy())
        if len(odd):
            cells = ids.gather(odd)

            def where(mask: pl.Series) -> Rows:
                return np.asarray(odd[mask.to_numpy()])

            table.fault(name, where(cells.is_in(SHEET_ERRORS)), Said("an id"), Said("mend the formula or write the id itself"))
            number = where(cells.str.contains(r"^\d+(?:[.,]\d+)?[eE]\+?\d+$"))
            table.fault(name, number, Said("an id written as text"),
                        Said("the spreadsheet made a number of it and lost digits: format the column as text and enter the ids again"))
            unseen = where(cells.str.contains(r"[\p{Cc}\p{Cf}]"))
            table.fault(name, unseen, Said("an id without invisible characters"), Said("type the id again"), lambda row: as_is(ascii(ids[row])))
            mixed = where(cells.str.contains(r"[A-Za-z]") & cells.str.contains("[\u0400-\u052f]"))
            table.fault(name, mixed, Said("an id in letters of one alphabet"), Said("type that letter again with the other keyboard"),
                        lambda row: as_is(f"{shown(ids[row])}: {stray_letter(ids[row])}"))
        repeated = ids.is_duplicated() & ids.is_not_null()
        if repeated.any():
            first = Ids(ids).rows(ids)
            again = np.flatnonzero(repeated.to_numpy() & (first != np.arange(len(ids))))
            table.fault(name, again, Said("each id once"), Said("delete the row that repeats, or give it its own id"),
                        lambda row: Said("{ids} again, first in row {numbers}", ids=shown(ids[row]), numbers=table.raw.numbers[first[row]]))
        self._look_alike(table, name, ids)
        return ids

    def _look_alike(self, table: _Table, name: str, ids: pl.Series) -> None:
        alike = folded(ids)
        if alike.drop_nulls().n_unique() == ids.drop_nulls().n_unique():
            return
        frame = pl.DataFrame({"id": ids, "alike": alike}).with_row_index("row").drop_nulls()
        kinds = frame.unique("id", keep="first", maintain_order=True)
        kinds = kinds.with_columns(first=pl.col("row").first().over("alike"), other=pl.col("id").first().over("alike"))
        pairs = kinds.filter(pl.col("id") != pl.col("other")).sort("row")
        others = dict(zip(pairs["row"].to_list(), zip(pairs["other"].to_list(), pairs["first"].to_list(), strict=True), strict=True))

        def found(row: int) -> Said:
            other, first = others[row]
            letters = _differing_letter(ids[row], other)
            return Said("{ids}, which looks like {other} in row {numbers}{letters}", ids=shown(ids[row]), other=shown(other),
                        numbers=table.raw.numbers[first], letters=letters)

        expected = Said("ids that differ by more than case, spaces or letters that look alike")
        table.fault(name, np.array(pairs["row"].to_list(), np.int64), expected, Said("make them one id, or two that nobody can confuse"), found)

    def _one_household_each(self, table: _Table, ids: pl.Series) -> None:
        if not table.has("person_id") or not table.has("household_id"):
            return
        homes = read_ids(table.column("household_id"))
        frame = pl.DataFrame({"id": ids, "home": homes}).with_row_index("row").drop_nulls()
        frame = frame.filter(pl.col("id").is_duplicated())
        if not frame.height:
            return
        frame = frame.with_columns(first=pl.col("row").first().over("id"), other=pl.col("home").first().over("id"))
        moved = frame.filter(pl.col("home") != pl.col("other"))
        others = {row: (other, first) for row, other, first in moved.select("row", "other", "first").iter_rows()}

        def found(row: int) -> Said:
            other, first = others[row]
            return Said("person {ids} in {homes}, but in {other} by row {numbers}", ids=shown(ids[row]), homes=shown(homes[row]), other=shown(other),
                        numbers=table.raw.numbers[first])

        table.fault("household_id", np.array(moved["row"].to_list(), np.int64), Said("a person in one household"),
                    Said("keep one row; a move is a row of facts, member_of with its date"), found)

    def _same_number(self, table: _Table) -> None:
        """The same taxpayer number twice is one person entered twice. The number itself is in no message."""
        numbers = read_ids(table.column("rnokpp"))
        repeated = numbers.is_duplicated() & numbers.is_not_null()
        if not repeated.any():
            return
        first = Ids(numbers).rows(numbers)
        again = np.flatnonzero(repeated.to_numpy() & (first != np.arange(len(numbers))))
        table.fault("rnokpp", again, Said("a number of one person only"), Said("if both rows are one person keep one of them, else correct the number"),
                    lambda row: Said("the same number as in row {numbers}", numbers=table.raw.numbers[first[row]]))

    def _hromadas(self, table: _Table, name: str, series: pl.Series, at: Rows | None = None) -> Cells:
        """Codes of hromadas as their places in `hromada_codes`. `at`: rows of the table that the series covers."""

        def other(text: str) -> int | None:
            if text in self.hromada_codes:
                return self.hromada_codes[text]
            if self.hromadas_given or stray_letter(text) or text in SHEET_ERRORS:
                return None
            return self.hromada_codes.setdefault(text, len(self.hromada_codes))

        cells = read_cells(as_text(series), None, other)
        rows = cells.bad if at is None else at[cells.bad]
        column = table.column(name)

        def remedy(row: int) -> Said:
            code = str(as_text(column[row : row + 1])[0]).strip()
            stray = stray_letter(code)
            return Said("correct the code{stray}", stray=": " + stray if stray else hint(code, self.hromada_codes))

        expected = Said("one of {count} known codes", count=len(self.hromada_codes)) if self.hromadas_given else Said("a code in letters of one alphabet")
        table.fault(name, rows, expected, remedy)
        return cells

    def _rows(
        self,
        table: _Table,
        name: str,
        ids: pl.Series,
        known: Ids | None,
        where: str,
        at: Rows | None = None,
        also: tuple[str, Ids | None] = ("", None),
    ) -> Ints:
        """Rows of another table that ids name, -1 where they name none (a fault). `also`: the table they might wrongly name."""
        if known is None:
            return np.full(len(ids), -1, np.int64)
        rows = known.rows(ids)
        lost = np.flatnonzero((rows < 0) & ids.is_not_null().to_numpy())
        lost = lost[read_ids(ids.gather(lost)).is_not_null().to_numpy()]
        if at is None:
            empty = rows < 0
            empty[lost] = False
            table.required(name, np.flatnonzero(empty))
        if len(lost):
            index, persons = also[1], where == "persons"
            swapped = index.rows(ids.gather(lost)) >= 0 if index is not None else np.zeros(len(lost), np.bool_)
            places = lost if at is None else at[lost]
            text = dict(zip(places[:10_000].tolist(), ids.gather(lost[:10_000]).to_list(), strict=True))
            table.fault(
                name,
                places[swapped],
                Said("the id of a person") if persons else Said("the id of a household"),
                Said("this fact or guarantee is about a person: write that id") if persons
                else Said("this fact or guarantee is about a household: write that id"),
                lambda row: Said("{text}, which is a household", text=shown(text[row])) if persons
                else Said("{text}, which is a person", text=shown(text[row])),
            )
            table.fault(name, places[~swapped], Said("an id of the table {where}", where=where),
                        lambda row: Said("add the row there or correct the id{near}",
                                         near=known.near(text[row])), lambda row: Said("{text}, which is not there", text=shown(text[row])))
        return rows

    def _entities(self, table: _Table, name: str, household: Bools, valid: Bools) -> Ints:
        """Rows of persons or households that a column names; `household`: which of the two each row must name."""
        ids = read_ids(table.column(name))
        if table.has(name):
            table.required(name, np.flatnonzero(ids.is_null().to_numpy()))
        rows = np.full(len(ids), -1, np.int64)
        own = {"persons": self.persons, "households": self.households}
        for where, other, mask in (("persons", "households", valid & ~household), ("households", "persons", valid & household)):
            at = np.flatnonzero(mask)
            if len(at):
                rows[at] = self._rows(table, name, ids.gather(at), own[where], where, at, (other, own[other]))
        return rows

    # Declared facts

    def _declared(self, table: _Table) -> dict[str, tuple[Ints, Bools]]:
        """Columns of a table that the law declares: value and whether it is known."""
        found = {}
        for code, item in declared_columns(table.format, self.inputs).items():
            if table.has(code):
                cells = self._values(table, code, item, table.column(code), None)
                found[code] = (cells.values, cells.known)
        return found

    def _values(self, table: _Table, name: str, item: Input, series: pl.Series, at: Rows | None) -> Cells:
        """Values of a declared fact, checked. `at`: rows of the table that the series covers (None: all)."""
        expected, remedy = _expected(item)
        if item.type in ("status", "choice"):
            words = value_words(item)
            cells = read_codes(series, {way: number for way, (_, number) in words.items()})
            text = as_text(series)
            at_bad = cells.bad
            near = {} if not len(at_bad) else {row: hint(str(text[row]), item.values) for row in at_bad[:2000].tolist()}
            places = {row if at is None else int(at[row]): advice for row, advice in near.items()}
            rows = at_bad if at is None else at[at_bad]
            table.fault(name, rows, expected, lambda row: in_a_row([remedy, places.get(row, "")]))
            return cells
        if item.type == "amount":
            cells = read_amounts(series)
        elif item.type == "date":
            cells = read_days(series, table.serials)
        elif item.type == "month":
            cells = read_months(series, table.serials)
        else:
            cells = read_numbers(series, item.scale)
        table.fault(name, cells.bad if at is None else at[cells.bad], expected, remedy)
        if item.type in ("count", "amount", "ratio") and item.low < item.high:
            low, high = item.low, item.high
        elif item.type == "date":
            low, high = day_number(FIRST_DAY), day_number(LAST_DAY)
        else:
            return cells
        odd = np.flatnonzero(cells.known & ((cells.values < low) | (cells.values > high)))
        first, last = (day_of(one) if item.type == "date" else _written(item, one) for one in (low, high))
        expected = Said("{name} from {first} to {last}", name=item.name, first=first, last=last)
        table.fault(name, odd if at is None else at[odd], expected, Said("correct the value"))
        return cells

    def _facts(self) -> dict[str, dict[str, Ints]] | None:
        """Spells by fact: entity, value, since, until, recorded and row, as in the table's order."""
        table = self.load("facts")
        if table is None:
            return None
        code = table.codes("fact", {way: self.fact_codes.index(name) for way, name in self.fact_words.items()}, self.fact_codes)
        of_household = np.array(
            [name == "hromada" or (name != "member_of" and self.fact_inputs[name].entity == "household") for name in self.fact_codes]
        )
        entity = self._entities(table, "entity_id", of_household[code.values], code.known)
        since = table.days("since", required=True, ends=(ALWAYS,))
        until = table.days("until", ends=(OPEN,))
        recorded = table.recorded()
        begin = np.where(since.known & (since.values != day_number(ALWAYS)), since.values, FAR_PAST)
        end = np.where(until.known & (until.values != day_number(OPEN)), until.values, FAR_FUTURE)
        self._in_order(table, begin, end)
        spells = {}
        order = np.argsort(np.where(code.known, code.values, -1), kind="stable")
        bounds = np.searchsorted(np.where(code.known, code.values, -1)[order], np.arange(len(self.fact_codes) + 1))
        column = table.column("value")
        for number, name in enumerate(self.fact_codes):
            at = order[bounds[number] : bounds[number + 1]]
            if not len(at):
                continue
            values, readable = self._spell_values(table, name, column.gather(at), at)
            whole = readable & (entity[at] >= 0) & (begin[at] <= end[at])
            spell = {
                "entity": entity[at],
                "value": values,
                "since": begin[at],
                "until": end[at],
                "recorded": recorded[at].astype(np.int64),
                "row": table.raw.numbers[at],
            }
            self._no_conflict(table, name, {key: array[whole] for key, array in spell.items()}, at[whole])
            spells[name] = spell
        return spells

    def _spell_values(self, table: _Table, name: str, series: pl.Series, at: Rows) -> tuple[Ints, Bools]:
        if name == "hromada":
            cells = self._hromadas(table, "value", series, at)
        elif name == "member_of":
            ids = read_ids(series)
            rows = self._rows(table, "value", ids, self.households, "households", at)
            cells = Cells(rows, rows >= 0, np.flatnonzero((rows < 0) & ids.is_not_null().to_numpy()))
        else:
            item = self.fact_inputs[name]
            cells = self._values(table, "value", item, series, at)
            if item.type == "status":
                empty = cells.empty()
                cells.values[empty], cells.known[empty] = 1, True
        empty = at[cells.empty()]
        remedy = Said("write the value of {name}; if it is not known, take the row out", name=name)
        table.fault("value", empty, Said("a value of {name}", name=name), remedy, lambda _: Said("an empty cell"))
        return cells.values, cells.known

    def _in_order(self, table: _Table, begin: Ints, end: Ints) -> None:
        table.fault("until", np.flatnonzero(begin > end), Said("a last day on or after the first"), Said("correct the date that is wrong"),
                    lambda row: Said("until {first}, since {first2}", first=day_of(int(end[row])), first2=day_of(int(begin[row]))))

    def _no_conflict(self, table: _Table, name: str, spell: dict[str, Ints], at: Rows) -> None:
        """Two values at once, neither recorded after the other: nothing says which holds. A later record replaces an earlier one."""
        order = np.lexsort((spell["since"], spell["recorded"], spell["entity"]))
        entity, recorded, value = spell["entity"][order], spell["recorded"][order], spell["value"][order]
        since, until = spell["since"][order], spell["until"][order]
        if not len(order):
            return
        fresh = np.concatenate(([True], (entity[1:] != entity[:-1]) | (recorded[1:] != recorded[:-1])))
        group = np.cumsum(fresh) - 1
        # One running maximum over all groups: group numbers rise, so a later group's ends lie above every earlier one's.
        reach = np.maximum.accumulate(group * (1 << 33) + until) - group * (1 << 33)
        overlaps = np.concatenate(([False], ~fresh[1:] & (since[1:] <= reach[:-1])))
        starts = np.flatnonzero(fresh)
        mixed = np.minimum.reduceat(value, starts) != np.maximum.reduceat(value, starts)
        doubtful = np.logical_or.reduceat(overlaps, starts) & mixed
        ends = np.append(starts[1:], len(order))
        bad: dict[int, int] = {}
        for start, stop in zip(starts[doubtful].tolist(), ends[doubtful].tolist(), strict=True):
            longest: list[tuple[int, int, int]] = []  # (until, value, place) of the longest spell so far and the longest of another value
            for place in range(start, stop):
                clash = next((other for other in longest if other[1] != value[place] and since[place] <= other[0]), None)
                if clash is not None:
                    bad[int(at[order[place]])] = int(at[order[clash[2]]])
                longest.append((int(until[place]), int(value[place]), place))
                longest.sort(key=lambda spell: -spell[0])
                rival = next((other for other in longest if other[1] != longest[0][1]), None)
                longest = [longest[0]] + ([rival] if rival else [])
        text = as_text(table.column("value"))

        def said(row: int) -> str:
            return shown(text[row] or "yes")

        table.fault(
            "value",
            np.array(sorted(bad), np.int64),
            Said("one value of a fact at a time"),
            Said("end the earlier one with until, or give the row that replaces the other a later recorded_at"),
            lambda row: Said("{name} {said} while row {numbers} says {said2} for the same days", name=name, said=said(row),
                             numbers=table.raw.numbers[bad[row]], said2=said(bad[row])),
        )

    # Money

    def _incomes(self) -> dict[str, Any] | None:
        table = self.load("incomes")
        if table is None:
            return None
        series = as_text(table.column("person_id"))
        person = self._rows(table, "person_id", series, self.persons, "persons")
        month = table.months("month")
        kind = table.codes("kind", _stored("kind"), WORDS["kind"])
        negative = Said("an income is never negative: take a correction off the amount it corrects")
        amount = table.amounts("amount_uah", negative)
        recorded = table.recorded()
        none = kind.known & (kind.values == INCOME_KINDS.index("none"))
        empty = amount.empty()
        table.required("amount_uah", empty[~none[empty]])
        table.fault("amount_uah", np.flatnonzero(none & (amount.values != 0)), Said("0 or an empty cell for the kind none"),
                    Said("name the kind of this income"))
        key = (person + 1) << 24 | month.values.clip(0, (1 << 20) - 1) << 4 | kind.values
        order = None if (key[1:] >= key[:-1]).all() else np.argsort(key, kind="stable")
        columns: dict[str, Any] = {
            "person": person,
            "month": month.values,
            "kind": kind.values,
            "amount": amount.values,
            "recorded": recorded,
        }
        numbers = np.arange(len(key))
        if order is not None:
            key, numbers = key[order], order
            columns = {name: array[order] for name, array in columns.items()}
        self._none_alone(table, key, columns, numbers)
        self._within_bounds(table, key, columns, numbers)
        return columns

    def _none_alone(self, table: _Table, key: Ints, columns: Mapping[str, Any], numbers: Rows) -> None:
        """A row says there was no income and another, recorded the same day, says there was."""
        kind = columns["kind"]
        places = np.flatnonzero((kind[:-1] == 0) & (kind[1:] != 0) & (key[1:] >> 4 == key[:-1] >> 4) & (columns["person"][:-1] >= 0))
        bad: dict[int, int] = {}
        for place in places.tolist():
            stop = place + 1
            while stop < len(key) and key[stop] >> 4 == key[place] >> 4:
                if columns["recorded"][stop] == columns["recorded"][place]:
                    bad[int(numbers[place])] = int(numbers[stop])
                    break
                stop += 1
        table.fault(
            "kind",
            np.array(sorted(bad), np.int64),
            Said("no other income in a month of kind none"),
            Said("delete the row that is wrong, or give the one that corrects the other a later recorded_at"),
            lambda row: Said("'none' while row {numbers} has an income of the same person and month", numbers=table.raw.numbers[bad[row]]),
        )

    def _within_bounds(self, table: _Table, key: Ints, columns: Mapping[str, Any], numbers: Rows) -> None:
        """The law proves that nothing overflows from the declared ranges: a month's income must lie in them."""
        declared = [item for item in self.inputs.values() if item.source == "incomes" and item.type == "amount" and item.low < item.high]
        if not declared or not len(key):
            return
        sound = (columns["person"] >= 0) & (columns["amount"] >= 0) & (columns["amount"] <= AMOUNT_LIMIT)
        amounts = np.where(sound, columns["amount"], 0)
        starts = np.flatnonzero(np.concatenate(([True], key[1:] >> 4 != key[:-1] >> 4)))
        if int(np.add.reduceat(amounts, starts).max()) <= min(item.high for item in declared):
            return
        for item in declared:
            counted = np.isin(columns["kind"], [INCOME_KINDS.index(kind) for kind in item.kinds if kind in INCOME_KINDS])
            sums = np.add.reduceat(np.where(counted, amounts, 0), starts)
            over = np.flatnonzero(sums > item.high)
            found: dict[int, int] = {int(numbers[starts[place]]): int(sums[place]) for place in over.tolist()}
            table.fault(
                "amount_uah",
                np.array(sorted(found), np.int64),
                Said("{name} of a month up to {high}", name=item.name, high=format_amount(item.high)),
                Said("check the amounts of this person and month"),
                lambda row, found=found: Said("{found} in one month", found=format_amount(found[row])),  # type: ignore[misc]
            )

    def _claims(self) -> dict[str, Any] | None:
        table = self.load("claims")
        if table is None:
            return None
        ids = self._own_ids(table, "claim_id")
        guarantee, entity = self._guarantee(table, "entity_id")
        claimed = table.days("claimed_on", required=True)
        decided = table.days("decided_on")
        decision = table.codes("decision", _stored("decision"), WORDS["decision"], required=False)
        recorded = table.recorded()
        open_ = ~decision.known | (decision.values == 0)
        open_[decision.bad] = False
        dated = decided.known.copy()
        dated[decided.bad] = True
        table.fault("decision", np.flatnonzero(open_ & dated), Said("granted or refused where there is a decided_on"),
                    Said("write the decision, or empty decided_on"), lambda row: Said("a decision on {as_text} without granted or refused",
                                                                                      as_text=as_text(table.column("decided_on"))[row]))
        closed = decision.known & (decision.values != 0)
        table.fault("decided_on", np.flatnonzero(closed & ~dated), Said("the day of the decision"), Said("write the day of the decision"),
                    lambda row: Said("an empty cell while the decision is {decision_words}", decision_words=_DECISION_WORDS[int(decision.values[row])]))
        early = np.flatnonzero(decided.known & claimed.known & (decided.values < claimed.values))
        table.fault("decided_on", early, Said("a decision on or after the claim"), Said("correct the date that is wrong"),
                    lambda row: Said("decided on {first}, claimed on {first2}", first=day_of(int(decided.values[row])),
                                     first2=day_of(int(claimed.values[row]))))
        return {
            "ids": ids,
            "guarantee": guarantee,
            "entity": entity,
            "claimed": claimed.values,
            "decided": np.where(decided.known, decided.values, FAR_FUTURE),
            "decision": decision.values,
            "reason": as_text(table.column("reason")).fill_null(""),
            "recorded": recorded,
            "row": table.raw.numbers,
        }

    def _payments(self) -> dict[str, Any] | None:
        table = self.load("payments")
        if table is None:
            return None
        ids = self._own_ids(table, "payment_id")
        guarantee, entity = self._guarantee(table, "recipient_id")
        month = table.months("month")
        negative = Said("write what was really paid: take a sum that came back off the payment it reverses, or delete that payment")
        amount = table.amounts("amount_uah", negative)
        table.required("amount_uah", amount.empty())
        paid = table.days("paid_on", required=True)
        return {
            "ids": ids,
            "guarantee": guarantee,
            "entity": entity,
            "month": month.values,
            "amount": amount.values,
            "paid": paid.values,
            "recorded": table.recorded(),
            "row": table.raw.numbers,
        }

    def _guarantee(self, table: _Table, entity: str) -> tuple[Ints, Ints]:
        """Guarantee (its place among those declared) and row of its entity."""
        codes = list(self.guarantees)
        cells = table.codes("guarantee", {way: codes.index(code) for way, code in self.guarantee_words.items()}, codes)
        of_household = np.array([self.guarantees[code].entity == "household" for code in codes] or [False])
        return cells.values, self._entities(table, entity, of_household[cells.values], cells.known)

    def _coverage(self) -> tuple[Coverage, ...]:
        table = self.load("coverage")
        if table is None:
            return ()
        covered = table.codes("table", _stored("table"), WORDS["table"])
        since, until = table.days("since", ends=(ALWAYS,)), table.days("until", ends=(OPEN,))
        # Who says that all is written need not say for which days.
        everything = covered.known & (covered.values == len(COVERED))
        for column, cells in (("since", since), ("until", until)):
            empty = np.array([row for row in cells.empty() if not everything[row]], dtype=np.int64)
            table.fault(column, empty, Said("a value in every row"), Said("fill it in, or take the row out if it is not meant"),
                        lambda _: Said("an empty cell"))
        begin = np.where((since.values == day_number(ALWAYS)) | ~since.known, FAR_PAST, since.values)
        end = np.where((until.values == day_number(OPEN)) | ~until.known, FAR_FUTURE, until.values)
        both = since.known & until.known
        self._in_order(table, np.where(both, begin, 0), np.where(both, end, 0))
        hromada = self._hromadas(table, "hromada", table.column("hromada"))
        names = {number: code for code, number in self.hromada_codes.items()}
        words = {
            "incomes": words_of(WORDS["kind"]),
            "payments": self.guarantee_words,
            "claims": self.guarantee_words,
            "facts": self.fact_words,
        }
        text = read_ids(table.column("code"))
        rows = []
        for row in range(table.height):
            where = names[int(hromada.values[row])] if hromada.known[row] else ""
            if everything[row]:
                if text[row] is not None:
                    table.fault("code", np.array([row]), Said("nothing: all is meant"), Said("empty the cell, or name the table it belongs to"))
                rows += [Coverage(one, int(begin[row]), int(end[row]), "", where) for one in ("facts", "claims")]
                continue
            name = COVERED[covered.values[row]]
            code = "" if text[row] is None else words[name].get(plain(text[row]))
            if code is None and covered.known[row]:
                known = sorted(set(words[name].values()))
                table.fault("code", np.array([row]), Said("a code of {name}, or nothing for all", name=name),
                            Said("correct the code{stray}", stray=hint(text[row], known)))
            rows.append(Coverage(name, int(begin[row]), int(end[row]), code or "", where))
        return tuple(rows)

    # Building

    def _build(
        self,
        households: dict[str, Any],
        persons: dict[str, Any],
        facts: dict[str, dict[str, Ints]] | None,
        incomes: dict[str, Any],
        claims: dict[str, Any] | None,
        payments: dict[str, Any] | None,
        coverage: tuple[Coverage, ...],
    ) -> Register:
        codes = sorted(self.hromada_codes)
        place = np.zeros(max(1, len(codes)), np.int64)
        place[[self.hromada_codes[code] for code in codes]] = np.arange(len(codes))
        order = np.argsort(persons["household"], kind="stable")
        new_row = np.empty(len(order), np.int64)
        new_row[order] = np.arange(len(order))
        count = len(households["ids"])
        start = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(persons["household"], minlength=count), out=start[1:])
        bases = {code: (values[order], known[order]) for code, (values, known) in persons["facts"].items()} | households["facts"]
        spells = facts or {}
        if "hromada" in spells:
            spell = spells["hromada"]
            spell["value"] = place[spell["value"]]
            # Who has lived in another hromada: in which of its settlements, nothing says.
            moved = spell["entity"][spell["value"] != place[households["hromada"]][spell["entity"]]]
            for code in [code for code, item in self.fact_inputs.items() if item.source == "settlements" and code in bases]:
                bases[code][1][moved] = False
        in_order = bool((order == np.arange(len(order))).all())

        def fact(code: str, of_person: bool) -> Fact:
            base, known = bases.get(code, (None, None))
            spell = spells.get(code)
            if spell is None:
                none = np.empty(0, np.int32)
                return Fact(base, known, none, np.empty(0, np.int64), none, none, none, none)
            entity = new_row[spell["entity"]] if of_person else spell["entity"]
            by = np.lexsort((spell["recorded"], spell["since"], entity))
            small = {key: array[by].astype(np.int32) for key, array in (spell | {"entity": entity}).items() if key != "value"}
            return Fact(base, known, value=spell["value"][by], **small)

        def small(name: str) -> Ints32:
            return np.asarray(incomes[name], np.int32)

        person = new_row[incomes["person"]] if len(order) else incomes["person"]
        income = Incomes(person.astype(np.int32), small("month"), incomes["kind"].astype(np.int8), incomes["amount"], small("recorded"))
        if not in_order:
            income = income.taken(np.argsort(person << 24 | incomes["month"] << 4 | incomes["kind"], kind="stable"))
        return Register(
            household_id=households["ids"].alias("household_id"),
            person_id=persons["ids"].gather(order).alias("person_id"),
            start=start,
            hromadas=tuple(codes),
            hromada=place[households["hromada"]].astype(np.int32),
            birth=persons["birth"][order].astype(np.int32),
            sex=persons["sex"][order].astype(np.int8),
            role=persons["role"][order].astype(np.int8),
            death=persons["death"][order].astype(np.int32),
            facts={code: fact(code, item.entity == "person") for code, item in self.fact_inputs.items()}
            | ({"hromada": fact("hromada", False)} if "hromada" in spells else {}),
            moves=fact("member_of", True) if "member_of" in spells else None,
            incomes=income.by_month(),
            claims=self._by_guarantee(claims, new_row, self._claims_of),
            payments=self._by_guarantee(payments, new_row, self._payments_of),
            coverage=coverage,
            digest=self.source.digest(),
            name=self.source.name,
            extra=households["extra"],
        )

    def _by_guarantee(self, rows: dict[str, Any] | None, new_row: Ints, make: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Rows of a table shared out to every declared guarantee, entities as rows of the register."""
        if rows is None:
            return {code: make(_NOTHING) for code in self.guarantees}
        parts = {}
        for number, (code, guarantee) in enumerate(self.guarantees.items()):
            at = np.flatnonzero(rows["guarantee"] == number)
            part = {key: column.gather(at) if isinstance(column, pl.Series) else column[at] for key, column in rows.items()}
            if guarantee.entity != "household" and len(at):
                part["entity"] = new_row[part["entity"]]
            parts[code] = make(part)
        return parts

    @staticmethod
    def _claims_of(part: dict[str, Any]) -> Claims:
        by = np.lexsort((part["claimed"], part["entity"]))
        small = {name: part[name][by].astype(np.int32) for name in ("entity", "recorded", "row")}
        return Claims(
            claim_id=part["ids"].gather(by).alias("claim_id"),
            claimed_on=part["claimed"][by].astype(np.int32),
            decided_on=part["decided"][by].astype(np.int32),
            decision=part["decision"][by].astype(np.int8),
            reason=part["reason"].gather(by).alias("reason"),
            **small,
        )

    @staticmethod
    def _payments_of(part: dict[str, Any]) -> Payments:
        by = np.lexsort((part["paid"], part["month"], part["entity"]))
        small = {name: part[name][by].astype(np.int32) for name in ("entity", "month", "recorded", "row")}
        return Payments(
            payment_id=part["ids"].gather(by).alias("payment_id"),
            amount=part["amount"][by],
            paid_on=part["paid"][by].astype(np.int32),
            **small,
        )


_NOTHING: Final[dict[str, Any]] = {
    **{
        name: np.empty(0, np.int64)
        for name in ("guarantee", "entity", "claimed", "decided", "decision", "recorded", "row", "month", "amount", "paid")
    },
    "ids": pl.Series([], dtype=pl.String),
    "reason": pl.Series([], dtype=pl.String),
}
_DECISION_WORDS: Final = {number: code for code, number in STORED["decision"].items()}


def _stored(column: str) -> dict[str, int]:
    """Plain form of the ways to write a fixed column's codes → the stored number."""
    return {way: STORED[column][code] for way, code in words_of(WORDS[column]).items()}


def _differing_letter(one: str, other: str) -> Said:
    """Where two ids that look alike differ, if it is a letter."""
    if len(one) != len(other):
        return as_is("")
    place = next((place for place in range(len(one)) if one[place].casefold() != other[place].casefold()), None)
    if place is None:
        return as_is("")
    names = {True: Said("Cyrillic"), False: Said("Latin")}
    of = [names[bool(CYRILLIC.match(text[place]))] for text in (one, other)]
    return Said(" (letter {place} is {of} here, {of2} there)", place=place + 1, of=of[0], of2=of[1])


def _written(item: Input, stored: int) -> str:
    """A stored number as a table would hold it."""
    value = Fraction(stored, item.scale)
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _expected(item: Input) -> tuple[Said, Said]:
    """What a cell of a declared fact must be, and what to do if it is not."""
    if item.type == "status":
        return Said("{name}: yes or no", name=item.name), Said("write yes or no; leave it empty if it is not known")
    if item.type == "choice":
        return Said("{name}: one of none, {values}", name=item.name, values=", ".join(item.values)), Said("use one of these codes")
    if item.type == "amount":
        return Said("{name}: an amount with at most two decimals", name=item.name), _AMOUNT_REMEDY
    if item.type == "date":
        return Said("{name}: a date YYYY-MM-DD", name=item.name), Said("write year, month and day: 2026-01-31")
    if item.type == "month":
        return Said("{name}: a month YYYY-MM", name=item.name), Said("write the year, a hyphen and the month: 2026-01")
    if item.type == "count":
        return Said("{name}: a whole number", name=item.name), Said("write digits only")
    return (how_many("{name}: a number with at most {count} decimal", "{name}: a number with at most {count} decimals", name=item.name,
                     count=len(str(item.scale)) - 1), Said("write digits, with a point or comma before the decimals"))
