"""Raw tables out of a folder of CSV or Parquet files, or out of one XLSX workbook.

Nothing is interpreted here: cells are text (or what a Parquet column holds), rows keep the numbers that an editor or a
spreadsheet shows. What cannot be read for certain is a fault.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import hashlib
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zhyto.faults import Fault, InputRefused
from zhyto.io.register.format import CODES_SHEET, README_SHEET, TABLES, plain, table_names
from zhyto.texts import Said, as_is, how_many, in_a_row

Rows = NDArray[np.int64]

LINE_LIMIT: Final = 1 << 20
"""Longest line of a CSV file, in bytes. A longer one is a damaged file, and would not fit in memory."""
BLOCK: Final = 1 << 22
CELL_LIMIT: Final = 50_000_000
"""Largest area of a sheet, in cells (rows × columns, empty ones too)."""
UNPACKED_LIMIT: Final = 2 << 30
"""Most bytes that a workbook may unpack to."""
LISTED: Final = 200
"""Faults of one kind that are listed one by one."""
SHEET_ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
_OTHER_TABLES: Final = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".tsv", ".txt", ".dbf", ".json", ".jsonl", ".gz", ".zip")


def shown(value: object) -> str:
    """A cell as a message quotes it: in quotes, cut to a readable length, nothing invisible."""
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def hint(word: str, known: Iterable[str]) -> Said:
    """`; did you mean X?` where a known word is near, else nothing."""
    words = {plain(way): way for way in known}
    near = difflib.get_close_matches(plain(word), words, n=1, cutoff=0.7)
    return Said("; did you mean {words}?", words=words[near[0]]) if near else as_is("")


@dataclass(slots=True)
class RawTable:
    """One table as it stands in its file.

    file: how faults name it. headers: as found, one per column of `frame`, whose own names mean nothing.
    numbers: file row of each row of `frame`. broken: file rows already refused as rows; their cells are not checked.
    spreadsheet: dates may stand as serial numbers; serials_1904: they would count from another year and are refused.
    """

    name: str
    file: str
    headers: list[str]
    frame: pl.DataFrame
    numbers: Rows
    broken: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    spreadsheet: bool = False
    serials_1904: bool = False


class Faults:
    """Collects faults. Of one kind (file, column, what is expected) the first `LISTED` are kept and the rest counted."""

    def __init__(self) -> None:
        self._kept: list[Fault] = []
        self._counts: dict[tuple[str, str, Said], int] = {}
        self._remedies: dict[tuple[str, str, Said], Said] = {}
        self._files: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._counts)

    def add(self, file: str, row: int, column: str, found: Said, expected: Said, remedy: Said) -> None:
        """Add one fault."""
        self.many(file, column, expected, 1, lambda _: Fault(file, row, column, found, expected, remedy))

    def rows(
        self, raw: RawTable, column: str, at: Rows, found: Callable[[int], Said], expected: Said, remedy: Said | Callable[[int], Said]
    ) -> None:
        """Add a fault for each row `at` (positions in the table). `found` and a callable `remedy` get the position."""
        if len(raw.broken) and len(at):
            at = at[~np.isin(raw.numbers[at], raw.broken)]

        def one(index: int) -> Fault:
            position = int(at[index])
            advice = remedy if isinstance(remedy, Said) else remedy(position)
            return Fault(raw.file, int(raw.numbers[position]), column, found(position), expected, advice)

        self.many(raw.file, column, expected, len(at), one)

    def many(self, file: str, column: str, expected: Said, count: int, make: Callable[[int], Fault]) -> None:
        """Add `count` faults of one kind; `make` gives the first, second, … of them and is called only for those listed."""
        if not count:
            return
        kind = (file, column, expected)
        before = self._counts.get(kind, 0)
        self._counts[kind] = before + count
        self._files.setdefault(file, len(self._files))
        made = [make(index) for index in range(min(count, max(0, LISTED - before)))]
        self._kept += made
        if made:
            self._remedies.setdefault(kind, made[0].remedy)

    def list(self) -> list[Fault]:
        """All faults: file by file in the order read, row by row, then what was only counted."""
        kept = sorted(self._kept, key=lambda fault: (self._files[fault.file], fault.row, fault.column, fault.found))
        more = [
            Fault(
                file, 0, column, how_many("{count} such row in all, of which {listed} are listed", "{count} such rows in all, of which {listed} are listed",
                                          count=count, listed=LISTED), expected,
                self._remedies[file, column, expected],
            )
            for (file, column, expected), count in self._counts.items()
            if count > LISTED
        ]
        return kept + more

    def refuse(self) -> None:
        """Raise `InputRefused` if there is any fault."""
        if self:
            raise InputRefused(self.list())


@dataclass(slots=True)
class Source:
    """Where a register's tables are. `tables`: what loads each table present (None: refused, faults were added).

    digest: reads every file once more, so it is asked for only where all of them are good.
    """

    name: str
    digest: Callable[[], str]
    tables: dict[str, Callable[[], RawTable | None]]


def open_source(path: Path, faults: Faults) -> Source:
    """Find the tables of a register: a folder of CSV or Parquet files or one XLSX workbook. What is wrong goes to `faults`."""
    if path.is_dir():
        return _open_folder(path, faults)
    if not path.exists():
        faults.add(path.name, 0, "", Said("nothing at this path"), Said("a folder of tables or an XLSX workbook"), Said("check the path"))
        return Source(path.stem, str, {})
    tables = _open_workbook(path, faults)
    return Source(path.stem, lambda: _digest([path]), tables)


def blank_rows_dropped(raw: RawTable) -> RawTable:
    """The table without rows in which no cell is filled. The other rows keep their numbers."""
    if not raw.frame.width or not raw.frame.height:
        return raw
    last = raw.frame.select(pl.any_horizontal(pl.all().is_null())).to_series()
    if not last.any():
        return raw
    empty = raw.frame.select(
        pl.all_horizontal(
            (pl.col(name).is_null() | (pl.col(name) == "")) if kind == pl.String else pl.col(name).is_null()
            for name, kind in raw.frame.schema.items()
        )
    ).to_series()
    if empty.any():
        raw.frame = raw.frame.filter(~empty)
        raw.numbers = raw.numbers[~empty.to_numpy()]
    return raw


def _digest(files: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            total.update(f"{file.name}\0{hashlib.file_digest(stream, 'sha256').hexdigest()}\n".encode())
    return total.hexdigest()


# Folders


def _open_folder(path: Path, faults: Faults) -> Source:
    names = table_names()
    found: dict[str, list[Path]] = {}
    for file in sorted(path.iterdir()):
        suffix = file.suffix.lower()
        name = names.get(plain(file.stem))
        if file.name.startswith((".", "~")):
            continue
        if file.is_dir():
            if name or names.get(plain(file.name)):
                faults.add(file.name, 0, "", Said("a folder"), Said("one CSV or Parquet file per table"), Said("join its parts into one file"))
        elif suffix in (".csv", ".parquet"):
            if name:
                found.setdefault(name, []).append(file)
            else:
                remedy = Said("rename the file or take it out of the folder{hint}", hint=hint(file.stem, names))
                faults.add(file.name, 0, "", Said("a table of unknown name"), Said("one of {known}", known=", ".join(TABLES)), remedy)
        elif suffix in _OTHER_TABLES and (name or suffix.startswith(".xls")):
            faults.add(file.name, 0, "", Said("a {suffix} file", suffix=suffix), Said("CSV or Parquet files in a folder"),
                       Said("save it as CSV (UTF-8), or take it out of the folder"))
    tables: dict[str, Callable[[], RawTable | None]] = {}
    for name in TABLES:
        files = found.get(name, [])
        if len(files) > 1:
            faults.add(files[0].name, 0, "", as_is(in_a_row((file.name for file in files), Said(" and "))),
                       Said("one file with the table {table}", table=name), Said("keep the right one"))
        elif files:
            read = _read_csv if files[0].suffix.lower() == ".csv" else _read_parquet
            tables[name] = _loader(read, name, files[0], faults)
    if not found and not faults:
        faults.add(path.name, 0, "", Said("no table in this folder"), Said("{required} as CSV or Parquet files", required=_required()), Said("check the path"))
    return Source(path.name, lambda: _digest([file for name in TABLES for file in found.get(name, [])]), tables)


def _required() -> str:
    return ", ".join(table.name for table in TABLES.values() if table.required)


def _loader(read: Callable[[str, Path, Faults], RawTable | None], name: str, file: Path, faults: Faults) -> Callable[[], RawTable | None]:
    return lambda: read(name, file, faults)


def _read_parquet(name: str, path: Path, faults: Faults) -> RawTable | None:
    try:
        frame = pl.read_parquet(path, use_statistics=False, hive_partitioning=False)
    except BaseException as error:
        _pass_on(error)
        faults.add(path.name, 0, "", Said("a file that is not readable as Parquet ({first_line})", first_line=_first_line(error)), Said("a Parquet file"),
                   Said("write the file again"))
        return None
    plain_kinds = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Datetime, pl.Decimal, pl.Null)
    for column, kind in frame.schema.items():
        if not (kind.is_integer() or kind.is_float() or isinstance(kind, plain_kinds)):
            faults.add(path.name, 0, column, Said("a column of type {kind}", kind=kind), Said("text, a number or a date"), Said("write the column as text"))
            return None
    headers = list(frame.columns)
    frame.columns = [str(place) for place in range(len(headers))]
    return RawTable(name, path.name, headers, frame, np.arange(2, frame.height + 2))


def _pass_on(error: BaseException) -> None:
    """A damaged file can make a parser panic, which is no `Exception`; only what is not the file's doing is raised again."""
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
        raise error


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:120] if str(error).strip() else type(error).__name__


# CSV


@dataclass(slots=True)
class _Shape:
    headers: list[str]
    delimiter: str
    records: int
    broken: Rows


def _read_csv(name: str, path: Path, faults: Faults) -> RawTable | None:
    shape = _scan_csv(path, faults)
    if shape is None:
        return None
    try:
        frame = pl.read_csv(path, separator=shape.delimiter, infer_schema=False, truncate_ragged_lines=bool(len(shape.broken)))
    except BaseException as error:
        _pass_on(error)
        faults.add(path.name, 0, "", Said("a file that is not readable as CSV ({first_line})", first_line=_first_line(error)), Said("a CSV file in UTF-8"),
                   Said("save the table again as CSV (UTF-8)"))
        return None
    if frame.height != shape.records or frame.width != len(shape.headers):
        found = Said("{height} rows of {width} cells where {records} rows of {count} were counted", height=frame.height, width=frame.width,
                     records=shape.records, count=len(shape.headers))
        faults.add(path.name, 0, "", found, Said("one meaning for every quote and line end"), Said("save the table again as CSV (UTF-8)"))
        return None
    frame.columns = [str(place) for place in range(frame.width)]
    return RawTable(name, path.name, shape.headers, frame, np.arange(2, frame.height + 2), shape.broken)


def _scan_csv(path: Path, faults: Faults) -> _Shape | None:
    """Read the file once in blocks and prove that it is text of one shape; bounded memory whatever the file holds."""
    file = path.name

    def refuse(row: int, found: Said, expected: Said, remedy: Said) -> None:
        faults.add(file, row, "", found, expected, remedy)

    with path.open("rb") as stream:
        head = stream.read(LINE_LIMIT + 1)
        wrong = _not_text(head)
        if wrong:
            refuse(0 if not head else 1, wrong, Said("text in UTF-8 with a header in row 1"), Said("save the table again as CSV (UTF-8)"))
            return None
        end = head.find(b"\n")
        if end < 0 and len(head) > LINE_LIMIT:
            refuse(1, Said("a line of more than 1 MiB"), Said("lines of at most 1 MiB"), Said("the file is damaged or is not CSV; write it again"))
            return None
        mark = 3 if head.startswith(codecs.BOM_UTF8) else 0
        header = _header(head[mark:].decode("utf-8", "replace"))
        if header is None or not any(cell.strip() for cell in header[0]):
            refuse(1, Said("no header"), Said("names of columns in row 1, commas, semicolons or tabs between them"), Said("write the header in row 1"))
            return None
        if end < 0 and b"\r" in head.rstrip():
            refuse(1, Said("line ends of an old kind (CR)"), Said("line ends LF or CRLF"), Said("save the table again as CSV (UTF-8)"))
            return None
        stream.seek(mark)
        return _scan_blocks(stream, header, file, faults, refuse)


def _not_text(head: bytes) -> Said | None:
    if not head:
        return Said("an empty file (0 bytes)")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Said("text in UTF-16")
    if head.startswith(b"PK\x03\x04"):
        return Said("a workbook or archive named as CSV")
    if head.startswith(_OLE):
        return Said("an old or encrypted workbook named as CSV")
    return as_is("")


def csv_delimiter(path: Path) -> str:
    """The delimiter of a CSV file, from its header; a comma where there is none to tell it by."""
    with path.open("rb") as stream:
        header = _header(stream.readline(LINE_LIMIT).decode("utf-8-sig", "replace"))
    return "," if header is None else header[1]


def _header(text: str) -> tuple[list[str], str] | None:
    """Cells of row 1 and the delimiter, the one that gives most cells."""
    best: tuple[list[str], str] | None = None
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except (csv.Error, StopIteration):
            continue
        if best is None or len(cells) > len(best[0]):
            best = (cells, delimiter)
    return best


def _scan_blocks(
    stream: io.BufferedReader,
    header: tuple[list[str], str],
    file: str,
    faults: Faults,
    refuse: Callable[[int, Said, Said, Said], None],
) -> _Shape | None:
    headers, delimiter = header
    width, separator = len(headers), ord(delimiter)
    decoder = codecs.getincrementaldecoder("utf-8")()
    broken: list[Rows] = []
    offset = 0  # of the block in the stream
    line_start = 0  # of the line that runs into the block
    record_start = 0
    records = 0  # ended so far, the header too
    cells_open = 0  # separators so far in the record that runs into the block
    inside = 0  # a quote is open
    last = 10  # the byte before the block
    closed = False  # that byte closed a quote
    misplaced = Said("a quote mark inside a cell without quotes around it")
    while block := stream.read(BLOCK):
        codes = np.frombuffer(block, np.uint8)
        is_line = codes == 10
        lines = np.flatnonzero(is_line) + offset
        starts = np.concatenate(([line_start], lines + 1))
        lengths = np.diff(np.concatenate((starts, [offset + len(block)])))
        if int(lengths.max()) > LINE_LIMIT:
            row = records + int(np.count_nonzero(lines < starts[int(lengths.argmax())])) + 1
            refuse(row, Said("a line of more than 1 MiB"), Said("lines of at most 1 MiB"), Said("the file is damaged or a quote is not closed; mend that line"))
            return None
        if (nul := block.find(b"\0")) >= 0:
            refuse(records + block.count(b"\n", 0, nul) + 1, Said("a NUL byte"), Said("text in UTF-8"),
                   Said("the file is damaged; save the table again as CSV (UTF-8)"))
            return None
        try:
            if not block.isascii() or decoder.getstate()[0]:
                decoder.decode(block)
        except UnicodeDecodeError as error:
            row = records + block.count(b"\n", 0, max(0, error.start)) + 1
            _refuse_encoding(row, block[max(0, error.start - 200) : error.start + 4000], refuse)
            return None
        structural = is_line | (codes == separator)
        if inside or b'"' in block or closed:
            quotes = codes == 34
            after = (np.cumsum(quotes, dtype=np.uint8) + inside) & 1
            before = np.concatenate((codes[:0], [last], codes[:-1])).astype(np.uint8)
            opens = quotes & (after == 1) & ~np.isin(before, (separator, 10, 34))
            follows = np.concatenate(([closed], (quotes & (after == 0))[:-1]))
            bad = opens | (follows & ~np.isin(codes, (separator, 10, 13, 34)))
            structural &= after == 0
            if bad.any():
                row = records + int(np.count_nonzero(is_line[: int(bad.argmax())] & structural[: int(bad.argmax())])) + 1
                refuse(row, misplaced, Said("a cell with quote marks stands in quotes, its own quote marks doubled"), Said("mend the quotes in that row"))
                return None
            inside, closed = int(after[-1]), bool(quotes[-1] and after[-1] == 0)
        places = np.flatnonzero(structural)
        ends = np.flatnonzero(is_line[places])
        if len(ends):
            counts = np.diff(ends, prepend=-1 - cells_open) - 1
            odd = np.flatnonzero(counts != width - 1)
            if len(odd):
                stops = places[ends] + offset
                sizes = stops - np.concatenate(([record_start], stops[:-1] + 1))
                previous = np.where(places[ends] > 0, codes[places[ends] - 1], last)
                blank = (sizes == 0) | ((sizes == 1) & (previous == 13))
                odd = odd[~blank[odd]]
                _refuse_ragged(records, odd, counts, width, file, faults)
                broken.append(odd + records + 1)
            records += len(ends)
            record_start = int(places[ends[-1]]) + offset + 1
            cells_open = len(places) - int(ends[-1]) - 1
        else:
            cells_open += len(places)
        if len(lines):
            line_start = int(lines[-1]) + 1
        last, offset = block[-1], offset + len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        refuse(records + 1, Said("text cut in the middle of a letter"), Said("text in UTF-8"), Said("the file is not whole; copy it again"))
        return None
    if inside:
        refuse(records + 1, Said("a quote mark that is opened and never closed"), Said("every quote mark closed"), Said("close the quote in that row"))
        return None
    if offset > record_start:
        if cells_open != width - 1 and not (offset - record_start == 1 and last == 13):
            only = np.array([cells_open])
            _refuse_ragged(records, np.zeros(1, np.int64), only, width, file, faults)
            broken.append(np.array([records + 1]))
        records += 1
    rows = np.concatenate(broken) if broken else np.empty(0, np.int64)
    if len(rows) and rows[0] == 1:
        return None
    return _Shape(headers, delimiter, records - 1, rows)


def _refuse_ragged(records: int, odd: Rows, counts: Rows, width: int, file: str, faults: Faults) -> None:
    expected = how_many("{count} cell, as in the header", "{count} cells, as in the header", count=width)

    def one(index: int) -> Fault:
        cells = int(counts[odd[index]]) + 1
        remedy = Said("add the missing cells") if cells < width else Said("put quotes around a cell that holds the delimiter")
        return Fault(file, records + int(odd[index]) + 1, "", how_many("{count} cell", "{count} cells", count=cells), expected, remedy)

    faults.many(file, "", expected, len(odd), one)


def _refuse_encoding(row: int, sample: bytes, refuse: Callable[[int, Said, Said, Said], None]) -> None:
    """Cyrillic in windows-1251 is a run of bytes 0xC0–0xFF and a few others; in UTF-8 such bytes come in pairs D0/D1 + 80–BF."""
    high = [byte for byte in sample if byte >= 0x80]
    cyrillic = sum(byte >= 0xC0 or byte in (0xA5, 0xA8, 0xAA, 0xAF, 0xB2, 0xB3, 0xB4, 0xB8, 0xBA, 0xBF) for byte in high)
    likely = bool(high) and cyrillic >= 0.9 * len(high)
    found = Said("text in windows-1251, it seems") if likely else Said("bytes that are not UTF-8")
    refuse(row, found, Said("text in UTF-8"), Said("open the table in a spreadsheet and save it as “CSV UTF-8”"))


# Workbooks

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR: Final = re.compile(rb"""\bt=["']e["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<|<(?:\w+:)?is\b")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_WIDE: Final = re.compile(rb"""\sr=["']([A-Z]{2,3})\d""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,9})["']""")


def _opened(path: Path, faults: Faults) -> tuple[Any, _Inside, list[str]] | None:
    """A workbook, its parts and the names of its sheets; None where it is refused."""
    from python_calamine import CalamineWorkbook

    wrong = _not_workbook(path)
    if wrong:
        faults.add(path.name, 0, "", *wrong)
        return None
    try:
        inside = _Inside(path)
        book = CalamineWorkbook.from_path(str(path))
        return book, inside, list(book.sheet_names)
    except BaseException as error:
        _pass_on(error)
        faults.add(path.name, 0, "", Said("a workbook that cannot be opened ({first_line})", first_line=_first_line(error)), Said("an XLSX workbook"), _AGAIN)
        return None


def read_sheets(path: Path, wanted: Sequence[str], faults: Faults) -> dict[str, RawTable]:
    """The sheets of these names out of a workbook, which has each of them. Other sheets are not looked at."""
    opened = _opened(path, faults)
    if opened is None:
        return {}
    book, inside, names = opened
    found = {}
    for sheet in wanted:
        file = f"{path.name}[{sheet}]"
        if sheet not in names:
            faults.add(file, 0, "", Said("no such sheet"), Said("sheets {wanted}", wanted=", ".join(wanted)), Said("take a new workbook and fill it in"))
        elif (table := _read_sheet(book, inside, sheet, sheet, file, faults)) is not None:
            found[sheet] = table
    return found


def _open_workbook(path: Path, faults: Faults) -> dict[str, Callable[[], RawTable | None]]:
    file = path.name
    opened = _opened(path, faults)
    if opened is None:
        return {}
    book, inside, names = opened
    known = table_names()
    tables: dict[str, Callable[[], RawTable | None]] = {}
    sheets: dict[str, str] = {}
    for sheet in names:
        if sheet in (README_SHEET, CODES_SHEET):
            continue
        name = known.get(plain(sheet))
        if name is None:
            if inside.holds_cells(sheet):
                remedy = Said("rename the sheet or delete it{hint}", hint=hint(sheet, known))
                faults.add(f"{file}[{sheet}]", 0, "", Said("a sheet of unknown name"), Said("one of {known}", known=", ".join(TABLES)), remedy)
        elif name in sheets:
            faults.add(f"{file}[{sheet}]", 0, "", Said("the sheets {sheets} and {sheet}", sheets=sheets[name], sheet=sheet),
                       Said("one sheet with the table {name}", name=name), Said("join them into one"))
        else:
            sheets[name] = sheet
            tables[name] = _sheet_loader(book, inside, name, sheet, f"{file}[{sheet}]", faults)
    if not tables and not faults:
        faults.add(file, 0, "", Said("no table in this workbook"), Said("sheets {wanted}", wanted=_required()), Said("start from the template"))
    return {name: tables[name] for name in TABLES if name in tables}


_AGAIN: Final = Said("open it in a spreadsheet program and save it again as XLSX, without a password")


def _not_workbook(path: Path) -> tuple[Said, Said, Said] | None:
    """What a file is if it is not an XLSX workbook: found, expected, remedy."""
    expected = Said("a folder of tables or an XLSX workbook")
    with path.open("rb") as stream:
        head = stream.read(8)
        if not head:
            return Said("an empty file (0 bytes)"), expected, Said("copy the file again")
        if head == _OLE:
            rest = stream.read(1 << 26)
            if "EncryptedPackage".encode("utf-16-le") in rest:
                return (Said("a workbook closed with a password"), Said("an XLSX workbook that is not encrypted"),
                        Said("take the password off and save it again"))
            return Said("a workbook of the old XLS kind"), expected, Said("open it in a spreadsheet program and save it as XLSX")
    if head.startswith(b"PK"):
        return None
    if path.suffix.lower() in (".csv", ".parquet"):
        return Said("a single {suffix} file", suffix=path.suffix), expected, Said("put the tables in a folder and name the folder")
    return Said("a file that is not a workbook"), expected, _AGAIN


class _Inside:
    """The parts of a workbook that the reader of cells does not show: cells in error, formulas never computed, the area used."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        total = sum(entry.file_size for entry in self.archive.infolist())
        if total > UNPACKED_LIMIT:
            raise ValueError(f"it unpacks to {total >> 20} MiB, more than {UNPACKED_LIMIT >> 20} MiB")
        if self.archive.testzip() is not None:
            raise ValueError("its content is damaged")
        book = self._xml("xl/workbook.xml")
        links = self._xml("xl/_rels/workbook.xml.rels")
        targets = {link.get("Id", ""): link.get("Target", "") for link in links}
        self.parts: dict[str, str] = {}
        for node in book.iter():
            if node.tag.endswith("}sheet"):
                key = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
                target = targets.get(key, "")
                self.parts[node.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        self.serials_1904 = any(node.tag.endswith("}workbookPr") and node.get("date1904", "0") in ("1", "true") for node in book.iter())

    def _xml(self, name: str) -> ET.Element:
        data = self.archive.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError("it holds a document type")
        return ET.fromstring(data)

    def sheet(self, name: str) -> bytes:
        part = self.parts.get(name, "")
        return self.archive.read(part) if part in self.archive.namelist() else b""

    def holds_cells(self, name: str) -> bool:
        return _VALUE.search(self.sheet(name)) is not None


def _sheet_loader(book: Any, inside: _Inside, name: str, sheet: str, file: str, faults: Faults) -> Callable[[], RawTable | None]:
    return lambda: _read_sheet(book, inside, name, sheet, file, faults)


def _read_sheet(book: Any, inside: _Inside, name: str, sheet: str, file: str, faults: Faults) -> RawTable | None:
    xml = inside.sheet(sheet)
    rows = max(map(int, _ROW.findall(xml)), default=0)
    columns = max((_column_number(letters) for letters in set(_WIDE.findall(xml))), default=26)
    if rows * columns > CELL_LIMIT:
        found = Said("cells out to row {rows} and column {columns}", rows=rows, columns=columns)
        faults.add(file, 0, "", found, Said("at most {limit} cells in the used area", limit=CELL_LIMIT), Said("delete the rows and columns beyond the table"))
        return None
    try:
        cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except BaseException as error:
        _pass_on(error)
        faults.add(file, 0, "", Said("a sheet that cannot be read ({first_line})", first_line=_first_line(error)), Said("a sheet with a table"), _AGAIN)
        return None
    if not cells or not any(cell != "" for cell in cells[0]):
        faults.add(file, 1, "", Said("no header"), Said("names of columns in row 1"), Said("write the header in row 1"))
        return None
    headers = [_cell_text(cell) or "" for cell in cells[0]]
    _refuse_errors(xml, headers, file, faults)
    columns_of_text = {
        str(place): pl.Series(str(place), list(map(_cell_text, column)), dtype=pl.String)
        for place, column in enumerate(zip(*cells[1:], strict=True))
    } or {str(place): pl.Series(str(place), [], dtype=pl.String) for place in range(len(headers))}
    frame = pl.DataFrame(columns_of_text)
    return RawTable(name, file, headers, frame, np.arange(2, frame.height + 2), spreadsheet=True, serials_1904=inside.serials_1904)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_errors(xml: bytes, headers: list[str], file: str, faults: Faults) -> None:
    """Cells that show an error, or a formula without its result, would read as empty: unknown would stand where data stood."""
    if not _ERROR.search(xml) and not _FORMULA.search(xml):
        return
    for match in _CELL.finditer(xml):
        attributes, content = match.group(1), match.group(2) or b""
        place = _REFERENCE.search(attributes)
        if place is None:
            continue
        value = _VALUE.search(content)
        in_error = _ERROR.search(attributes)
        # A formula may rightly give an empty text (t="str").
        if not in_error and (value is not None or b'"str"' in attributes or not _FORMULA.search(content)):
            continue
        number = _column_number(place.group(1)) - 1
        header = headers[number] if number < len(headers) and headers[number] else place.group(1).decode()
        if in_error:
            shows = value.group(1).decode("utf-8", "replace") if value and value.group(1) else "error"
            found, remedy = Said("the error {shows}", shows=shows), Said("mend the formula or write the value itself")
        else:
            found, remedy = (Said("a formula without its result"), Said("open the workbook in a spreadsheet program and save it, or write the value itself"))
        faults.add(file, int(place.group(2)), header, found, Said("a value"), remedy)


def _cell_text(cell: object) -> str | None:
    """A spreadsheet cell as text: whole numbers without a point, others by their shortest form, dates as ISO 8601."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().replace(tzinfo=None).isoformat() == "00:00:00" else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return None if cell is None else str(cell)
