"""A sheet laid out: plain text, one HTML page without scripts; a page as plain values."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any, Final

from zhyto import dates
from zhyto.page.data import Page
from zhyto.page.sheet import MARK, Row, Section, Sheet
from zhyto.texts.spoken import NBSP

WIDTH: Final = 78


def to_text(sheet: Sheet) -> str:
    """Plain text for a terminal or a printer: amounts at the right edge."""
    lines = [sheet.title, "=" * len(sheet.title)]
    for text in (*sheet.subtitle, "", *sheet.lead):
        lines += _wrapped(text) if text else [""]
    for section in sheet.sections:
        lines += ["", section.heading, "-" * len(section.heading)]
        for text in section.intro:
            lines += _wrapped(text)
        for row in section.rows:
            lines += _row(row, section)
        for text in (*section.after, *([section.more] if section.more else ())):
            lines += _wrapped(text)
    lines.append("")
    for text in sheet.foot:
        lines += _wrapped(text)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _wrapped(text: str, first: str = "", then: str = "", width: int = WIDTH) -> list[str]:
    return wrap(text, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False)


def _row(row: Row, section: Section) -> list[str]:
    head = row.head + (f" {MARK}" if row.unverified else "")
    if section.key == "words":
        return _wrapped(f"{head} — {' '.join(row.lines)}", "• ", "  ")
    found = _wrapped(head, "• ", "  ", WIDTH - len(row.amount) - 2 if row.amount else WIDTH)
    if row.amount:
        found[-1] = found[-1].ljust(WIDTH - len(row.amount)) + row.amount
    for line in row.lines:
        found += _wrapped(line, "  ", "  ")
    return found


_STYLE: Final = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1a1a1a;font:1.0625rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:44rem;margin:0 auto;padding:1rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.2rem;line-height:1.25;margin:1.3rem 0 .4rem;padding-bottom:.15rem;border-bottom:2px solid #7a4b00}
p{margin:.25rem 0}
.sub{color:#4a4a4a}
.lead{font-size:1.2rem;font-weight:600;margin:.7rem 0}
ul{list-style:none;margin:0;padding:0}
li{padding:.4rem 0;border-top:1px solid #ddd}
li:first-child{border-top:0}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:1rem;font-weight:600}
.amount{margin-left:auto;white-space:nowrap;font-variant-numeric:tabular-nums}
.misses .amount,.changes .amount{font-weight:400}
.mark{color:#8a3b00}
summary{cursor:pointer;padding:.4rem 0}
dl{margin:0}dt{font-weight:600;display:inline}dd{display:inline;margin:0}dl div{margin:.2rem 0}
footer{margin-top:1.3rem;padding-top:.4rem;border-top:1px solid #767676;color:#4a4a4a;font-size:.95rem}
@page{size:A4;margin:12mm 14mm}
@media print{
body{font-size:8.4pt;line-height:1.15}main{max-width:none;padding:0}
h1{font-size:15pt}h2{font-size:10.5pt;margin:1.6mm 0 .5mm;padding:0;break-after:avoid}.lead{font-size:11pt;margin:1mm 0}
li{padding:.5mm 0;break-inside:avoid}p{margin:.2mm 0}
dl{font-size:8.2pt;columns:2}dl div{margin:0;break-inside:avoid}footer{font-size:8.2pt;margin-top:1.5mm;padding-top:.5mm}footer p{display:inline}
}
"""


def to_html(sheet: Sheet) -> str:
    """A whole HTML page that needs nothing else: no script, no address, one style. Every text is escaped."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{sheet.lang}">',
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(sheet.title)}</title>',
        f"<style>{_STYLE}</style></head>",
        "<body><main>",
        f"<h1>{escape(sheet.title)}</h1>",
        *(f'<p class="sub">{escape(text)}</p>' for text in sheet.subtitle),
        f'<p class="lead">{escape(" ".join(sheet.lead))}</p>',
        *(_section(section, place) for place, section in enumerate(sheet.sections, 1)),
        f"<footer>{''.join(f'<p>{escape(text)}</p>' for text in sheet.foot)}</footer>",
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _section(section: Section, place: int) -> str:
    parts = [f'<section class="{section.key}" aria-labelledby="s{place}"><h2 id="s{place}">{escape(section.heading)}</h2>']
    parts += [f"<p>{escape(text)}</p>" for text in section.intro]
    if section.key == "words":
        pairs = (f"<div><dt>{escape(row.head)}</dt> — <dd>{escape(' '.join(row.lines))}</dd></div>" for row in section.rows)
        parts.append(f"<dl>{''.join(pairs)}</dl>")
    elif section.rows:
        parts.append(f"<ul>{''.join(_item(row) for row in section.rows)}</ul>")
    parts += [f"<p>{escape(text)}</p>" for text in section.after]
    if section.folded:
        rows = "".join(_item(row) for row in section.folded)
        parts.append(f"<details><summary>{escape(section.more)}</summary><ul>{rows}</ul></details>")
    return "".join(parts) + "</section>"


def _item(row: Row) -> str:
    mark = f' <span class="mark">{MARK}</span>' if row.unverified else ""
    amount = f' <span class="amount">{escape(row.amount)}</span>' if row.amount else ""
    lines = f"<p>{escape(' '.join(row.lines))}</p>" if row.lines else ""
    return f'<li><div class="head"><span>{escape(row.head)}{mark}</span>{amount}</div>{lines}</li>'


def to_json(page: Page) -> dict[str, Any]:
    """Plain values for JSON: dates and months as ISO text, amounts in kopecks."""
    found = _plain(page)
    assert isinstance(found, dict)
    return found


_MONTHS: Final = ("month", "law_until")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _value(item.name, getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value.replace(NBSP, " ") if isinstance(value, str) else value


def _value(name: str, value: Any) -> Any:
    if name in _MONTHS and isinstance(value, int):
        return dates.format_month(value)
    if name == "months" and isinstance(value, tuple):
        return [dates.format_month(month) for month in value]
    return _plain(value)
