"""Standards: figures of the law that belong together, side by side over time, as a table and a drawing. Values in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final
from xml.sax.saxutils import escape

from zhyto.faults import Fault
from zhyto.law.declare import SURE, Label
from zhyto.law.graph import guarantees_on
from zhyto.law.model import Law
from zhyto.law.sheets import Reader, Sheet
from zhyto.money import format_amount
from zhyto.texts import Said, as_is
from zhyto.texts.spoken import speak_amount

_LANGUAGES: Final = ("uk", "en")
_BAR: Final = 40
_DOUBTS: Final[Mapping[str, Label]] = {
    "remembered": {"uk": "не перевірено", "en": "not verified"},
    "assumption": {"uk": "припущення", "en": "an assumption"},
    "missing": {"uk": "не відомо", "en": "not known"},
}


@dataclass(frozen=True, slots=True)
class Standard:
    """Figures that belong together. figures: names of plain figures in money, the one that is drawn first."""

    code: str
    label: Label
    figures: tuple[str, ...]


def read_standards(sheet: Any, file: str, law: Law, faults: list[Fault]) -> dict[str, Standard]:
    """The groups of a `standards.yaml` (`zhyto.law.sheets.read_sheet`) by code; faults are added to the list."""
    found: dict[str, Standard] = {}
    for code, entry in (sheet or {}).items() if isinstance(sheet, Sheet) or sheet is None else ():
        if not isinstance(entry, Sheet):
            faults.append(Fault(file, sheet.lines[code], code, Said("no mapping"), Said("{code}: {{label: …, figures: […]}}", code=code),
                                Said("write label and figures")))
            continue
        reader = Reader(entry, faults, ("label", "figures"))
        names = entry.get("figures")
        plain = names if isinstance(names, list) and names else []
        for name in plain or [""]:
            item = law.parameters.get(str(name))
            if item is None or item.unit != "money" or item.by or item.of:
                reader.fault("figures", as_is(repr(name)), Said("figures of this law in money, without rows or brackets"),
                             Said("mend its spelling, or leave it out"))
        found[code] = Standard(code, reader.label("label"), tuple(map(str, plain)))
    return found


def page(law: Law, standard: Standard) -> dict[str, Any]:
    """A group as plain values: for each day on which one of its figures changes, every figure and how many percent it rose.

    Amounts are text with two decimals, changes percent with two (None: no value before). used_by: guarantees that rest on the group.
    """
    dated = {name: {item.since: item for item in law.parameters[name].values} for name in standard.figures}
    days = sorted({day for values in dated.values() for day in values})
    rows, before = [], dict[str, Fraction]()
    for day in days:
        cells = {}
        for name in standard.figures:
            item = law.value(name, day)
            value = item.value if item is not None and isinstance(item.value, Fraction) else None
            last = before.get(name)
            moved = day in dated[name] and value is not None and bool(last) and value != last
            cells[name] = {
                "value": None if value is None else format_amount(int(value * 100)), "mark": item.mark if item else "missing",
                "change_percent": _percent((value - last) / last * 100) if moved and value is not None and last else None,
                "source": item.source if item else "", "cite": item.cite if item else "", "known": item.known.isoformat() if item else None,
                "new": day in dated[name],
            }  # fmt: skip
            if value is not None:
                before[name] = value
        rows.append({"from": day.isoformat(), "figures": cells})
    currency = law.pack.get("currency") or {}
    return {
        "kind": "standard", "code": standard.code, "label": dict(standard.label),
        "figures": [{"code": name, "label": {lang: law.label(name, lang) for lang in _LANGUAGES}} for name in standard.figures],
        "rows": rows, "used_by": [{"code": code, "label": dict(law.guarantees[code].label)} for code in guarantees_on(law, standard.figures)],
        "currency": {lang: str(currency.get(f"symbol_{lang}", "")) for lang in _LANGUAGES},
    }  # fmt: skip


def _percent(share: Fraction) -> str:
    hundredths = abs(share) * 100
    whole = int(hundredths + Fraction(1, 2))
    return f"{'-' if share < 0 else ''}{whole // 100}.{whole % 100:02d}"


def _spoken(kopecks: str, lang: str, symbol: str) -> str:
    whole, _, part = kopecks.partition(".")
    return speak_amount(int(whole) * 100 + int(part), lang, symbol)


def to_text(shown: Mapping[str, Any], lang: str) -> str:
    """The page as plain text: a dated table with changes, and bars of the first figure."""
    words = {
        "uk": ("від", "Які показники", "Графік", "На них спираються", "Джерела", "не перевірено або не відомо"),
        "en": ("from", "Figures", "Chart", "What rests on them", "Sources", "not verified or not known"),
    }[lang]
    symbol, figures = shown["currency"][lang], shown["figures"]
    lines = [shown["label"][lang], f"{shown['code']} · {', '.join(item['code'] for item in figures)}", "", f"{words[1]}:"]
    lines += [f"  [{place}] {item['label'][lang]}" for place, item in enumerate(figures, 1)]
    table = [[words[0], *(f"[{place}]" for place in range(1, len(figures) + 1))]]
    for row in shown["rows"]:
        table.append([row["from"], *(_cell(row["figures"][item["code"]], lang) for item in figures)])
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines += ["", *("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in table)]
    if any(cell["mark"] not in SURE for row in shown["rows"] for cell in row["figures"].values()):
        lines.append(f"* {words[5]}")
    first = figures[0]
    known = [(row["from"], row["figures"][first["code"]]["value"]) for row in shown["rows"] if row["figures"][first["code"]]["value"]]
    top = max((Fraction(value) for _, value in known), default=Fraction(1)) or Fraction(1)
    lines += ["", f"{words[2]}: {first['label'][lang]}"]
    lines += [f"  {day}  {'█' * max(1, int(Fraction(value) / top * _BAR))} {_spoken(value, lang, symbol)}" for day, value in known]
    sources = dict.fromkeys(
        f"{row['from']}: {cell['cite']}; {cell['source']}" for row in shown["rows"] for cell in row["figures"].values() if cell["new"]
    )
    lines += ["", f"{words[4]}:", *(f"  {text}" for text in sources)]
    lines += ["", f"{words[3]}:", *(f"  {item['label'][lang]} ({item['code']})" for item in shown["used_by"])] if shown["used_by"] else []
    return "\n".join(lines)


def _cell(cell: Mapping[str, Any], lang: str) -> str:
    if cell["value"] is None:
        return "—" + ("*" if cell["mark"] == "missing" else "")
    value, change = str(cell["value"]), cell["change_percent"]
    if change is not None:
        value += f" ({'' if change.startswith('-') else '+'}{change}%)"
    return (value.replace(".", ",") if lang == "uk" else value) + ("*" if cell["mark"] not in SURE else "")


_COLOURS: Final = ("#1f4e79", "#a23b00", "#2e6b34", "#6a2c91", "#8a6d00", "#00707a")
_DASHES: Final = ("", "7 3", "2 3", "10 3 2 3", "4 4", "1 4")


def to_svg(shown: Mapping[str, Any], lang: str) -> str:
    """The page as a drawing: a step line for each figure over time, told apart by colour and dash, each named at its end.

    Title and description say the same in words, so that it can be read aloud.
    """
    figures, rows = shown["figures"], shown["rows"]
    width, height, left, right, top, bottom = 960, 460, 70, 330, 50, 50
    days = [date.fromisoformat(row["from"]).toordinal() for row in rows]
    first, last = days[0], max(days[-1] + 366, days[0] + 1)
    values = [Fraction(cell["value"]) for row in rows for cell in row["figures"].values() if cell["value"]]
    ceiling = int(max(values, default=Fraction(1)) / 1000 + 1) * 1000

    def x(day: int) -> int:
        return left + (day - first) * (width - left - right) // (last - first)

    def y(value: Fraction) -> int:
        return height - bottom - int(value * (height - top - bottom) / ceiling)

    told = "; ".join(
        f"{row['from']}: " + ", ".join(f"{item['label'][lang]} {row['figures'][item['code']]['value'] or '—'}" for item in figures)
        for row in rows
    )
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d" lang="{lang}" '
        'font-family="sans-serif" font-size="13">',
        f'<title id="t">{escape(shown["label"][lang])}, {escape(shown["currency"][lang])}</title><desc id="d">{escape(told)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{left}" y="28" font-size="18">{escape(shown["label"][lang])}, {escape(shown["currency"][lang])}</text>',
    ]
    for step in range(0, ceiling + 1, max(1000, ceiling // 6000 * 1000)):
        level = y(Fraction(step))
        out.append(f'<path d="M{left} {level}H{width - right}" stroke="#ddd"/><text x="{left - 8}" y="{level + 4}" text-anchor="end">{step}</text>')
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        at = date(year, 1, 1).toordinal()
        if first <= at <= last:
            out.append(f'<text x="{x(at)}" y="{height - bottom + 20}" text-anchor="middle">{year}</text>')
    ends: list[tuple[int, int]] = []
    for place, item in enumerate(figures):
        points, path = [(day, row["figures"][item["code"]]["value"]) for day, row in zip(days, rows, strict=True)], ""
        for (day, value), until in zip(points, [*days[1:], last], strict=True):
            if value is not None:
                path += f"{'L' if path else 'M'}{x(day)} {y(Fraction(value))}H{x(until)}"
        if not path:
            continue
        dash = f' stroke-dasharray="{_DASHES[place % 6]}"' if _DASHES[place % 6] else ""
        out.append(f'<path d="{path}" fill="none" stroke="{_COLOURS[place % 6]}" stroke-width="2.5"{dash}><title>{escape(item["label"][lang])}</title></path>')
        ends.append((y(Fraction(next(value for _, value in reversed(points) if value))), place))
    floor = 0
    for level, place in sorted(ends):
        # Names keep a line's distance from each other.
        floor = max(level + 4, floor + 16)
        name = figures[place]["label"][lang]
        out.append(f'<text x="{width - right + 8}" y="{floor}" fill="{_COLOURS[place % 6]}" font-size="11">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def codes(standards: Mapping[str, Standard]) -> Mapping[str, Sequence[str]]:
    """Names of the figures of each group."""
    return {code: one.figures for code, one in standards.items()}
