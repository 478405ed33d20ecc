"""The graph of a law: what a guarantee rests on, and how guarantees touch each other, as text and as a drawing. Values in, text out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Label
from zhyto.law.graph import USES, Link, closure, guarantees_on, links, shared
from zhyto.law.model import Law
from zhyto.lawbook.standards import Standard, codes
from zhyto.texts import Said, as_is

_LANGUAGES: Final = ("uk", "en")
_KINDS: Final[Mapping[str, Label]] = {
    "excludes": {"uk": "не буває разом із", "en": "is never held together with"},
    "choice": {"uk": "на вибір із", "en": "is a choice between it and"},
    "replaces": {"uk": "заміняє", "en": "takes the place of"},
    "income_for": {"uk": "рахується доходом для", "en": "counts as income for"},
    "one_of": {"uk": "платять більше з двох із", "en": "only the larger is paid of it and"},
    "cost_for": {"uk": "зменшує витрати для", "en": "lowers the costs of"},
    USES: {"uk": "спирається на правила", "en": "rests on the rules of"},
}
_MUTUAL: Final = ("excludes", "choice", "one_of")
"""Kinds that say the same in both directions: told from both sides, and drawn without an arrow."""
_WORDS: Final[Mapping[str, Label]] = {
    "title": {"uk": "Гарантії та їхні зв'язки", "en": "Guarantees and how they touch each other"},
    "other": {"uk": "Інші", "en": "Others"},
    "links": {"uk": "Зв'язки з іншими гарантіями", "en": "How it touches other guarantees"},
    "rests": {"uk": "Спирається на", "en": "Rests on"},
    "guarantees": {"uk": "гарантії", "en": "guarantees"},
    "rules": {"uk": "правила", "en": "rules"},
    "figures": {"uk": "показники закону", "en": "figures of the law"},
    "facts": {"uk": "факти", "en": "facts"},
    "used": {"uk": "На це спираються", "en": "What rests on it"},
    "standards": {"uk": "спільні стандарти", "en": "shared standards"},
    "none": {"uk": "жодних", "en": "none"},
}


def graph(law: Law, standards: Mapping[str, Standard], chosen: Sequence[str] = ()) -> dict[str, Any]:
    """The graph as plain values. chosen: names (guarantees, rules, figures, facts) to say more of; () for all guarantees.

    guarantees: code, label, group, shared standards; links: kind, from, to, dates and why; names: for each chosen name what it rests on
    and what rests on it. Raises InputRefused for a name the law has not.
    """
    for name in chosen:
        if name not in law.types:
            raise InputRefused([Fault("law", 0, "code", as_is(repr(name)), Said("a name of this law"), Said("see `zhyto law list`"))])
    groups = shared(law, codes(standards))
    every = links(law)
    shown = [one for one in every if not chosen or {one.source, one.target} & set(chosen)]
    near = {code for one in shown for code in (one.source, one.target)} | {name for name in chosen if name in law.guarantees}
    listed = [code for code in law.guarantees if not chosen or code in near]
    return {
        "guarantees": [
            {"code": code, "label": dict(law.guarantees[code].label), "group": law.guarantees[code].group, "standards": groups[code]} for code in listed
        ],
        "groups": _groups(law, listed),
        "standards": [{"code": code, "label": dict(one.label)} for code, one in standards.items() if any(code in groups[name] for name in listed)],
        "links": [_link(one) for one in shown],
        "names": [_name(law, name) for name in chosen],
    }  # fmt: skip


def _groups(law: Law, listed: Sequence[str]) -> list[dict[str, Any]]:
    """Sections of the law book in order of their first guarantee; the pack may label them (`groups:` in pack.yaml)."""
    labels = law.pack.get("groups") or {}
    order = dict.fromkeys(law.guarantees[code].group for code in listed)
    found = [{"code": code, "label": dict(labels.get(code) or (_WORDS["other"] if not code else dict.fromkeys(_LANGUAGES, code)))} for code in order]
    return sorted(found, key=lambda group: not group["code"])


def _link(one: Link) -> dict[str, Any]:
    return {
        "kind": one.kind, "from": one.source, "to": one.target, "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None, "note": dict(one.note) if any(one.note.values()) else None,
        "cite": one.cite or None, "mark": one.mark or None,
    }  # fmt: skip


def _name(law: Law, name: str) -> dict[str, Any]:
    rests = closure(law, name)

    def named(names: Sequence[str]) -> list[dict[str, Any]]:
        return [{"code": one, "label": {lang: law.label(one, lang) for lang in _LANGUAGES}} for one in names]

    return {
        "code": name, "label": {lang: law.guarantees[name].label[lang] if name in law.guarantees else law.label(name, lang) for lang in _LANGUAGES},
        "guarantees": named([one for one in rests if one in law.guarantees]),
        "rules": named([one for one in rests if one in law.rules and one not in law.guarantees]),
        "figures": named([one for one in rests if one in law.parameters]), "facts": named([one for one in rests if one in law.inputs]),
        "used_by": named([code for code in guarantees_on(law, [name]) if code != name]),
    }  # fmt: skip


# text -------------------------------------------------------------------------------------------------------------------------


def _sentence(one: Mapping[str, Any], labels: Mapping[str, Label], lang: str, *, turned: bool = False) -> str:
    """`X is never held together with Y (from …: why)`."""
    source, target = (one["to"], one["from"]) if turned else (one["from"], one["to"])
    dates = " – ".join(filter(None, (one["since"], one["until"])))
    why = "; ".join(filter(None, (dates, (one["note"] or {}).get(lang, ""), one["cite"])))
    return f"{labels[source][lang]} — {_KINDS[one['kind']][lang]}: {labels[target][lang]} ({target}){f' [{why}]' if why else ''}"


def to_text(shown: Mapping[str, Any], lang: str) -> str:
    """The graph as plain text: by group, each guarantee with its links and standards; then each chosen name with what it rests on."""
    labels = {item["code"]: item["label"] for item in shown["guarantees"]}
    standards = {item["code"]: item["label"][lang] for item in shown["standards"]}
    lines: list[str] = []
    for group in () if shown["names"] else shown["groups"]:
        lines += [f"{group['label'][lang]}:"] if len(shown["groups"]) > 1 else []
        for item in (one for one in shown["guarantees"] if one["group"] == group["code"]):
            lines.append(f"  {item['label'][lang]} ({item['code']})")
            if item["standards"]:
                lines.append(f"    {_WORDS['standards'][lang]}: {', '.join(standards[code] for code in item['standards'])}")
            for one in shown["links"]:
                if one["from"] == item["code"] or (one["to"] == item["code"] and one["kind"] in _MUTUAL):
                    lines.append("    " + _sentence(one, labels, lang, turned=one["from"] != item["code"]).partition(" — ")[2])
    for item in shown["names"]:
        lines += [f"{item['label'][lang]} ({item['code']})"]
        for part in ("guarantees", "rules", "figures", "facts"):
            lines += [f"  {_WORDS['rests'][lang]} — {_WORDS[part][lang]}:"] if item[part] else []
            lines += [f"    {one['label'][lang]} ({one['code']})" for one in item[part]]
        lines += [f"  {_WORDS['used'][lang]}:"] if item["used_by"] else []
        lines += [f"    {one['label'][lang]} ({one['code']})" for one in item["used_by"]]
        touching = [one for one in shown["links"] if item["code"] in (one["from"], one["to"])]
        lines += [f"  {_WORDS['links'][lang]}:"] if touching else []
        lines += [f"    {_sentence(one, labels, lang)}" for one in touching] + [""]
    return "\n".join(lines).rstrip()


# drawing ----------------------------------------------------------------------------------------------------------------------

_COLUMNS: Final = 3
_BOX, _ROW, _GAP, _LANE, _HEAD, _TOP = 300, 34, 26, 150, 30, 110
_COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "excludes": ("#a3201c", ""), "choice": ("#8a5a00", "8 3"), "replaces": ("#6a2c91", ""), "income_for": ("#2e6b34", ""),
    "one_of": ("#8a5a00", "2 3"), "cost_for": ("#00707a", "8 3"), USES: ("#5a6470", "4 3"),
}  # fmt: skip
"""Colour and dash of each kind of link: told apart without colour too, together with the arrow."""


def layers(shown: Mapping[str, Any]) -> list[list[str]]:
    """Groups in columns, left to right: a group stands after those its guarantees act upon or rest on, where no circle forbids it.

    Deterministic: ties are broken by the order of the law. Within a column groups follow the mean place of their neighbours.
    """
    order = [group["code"] for group in shown["groups"]]
    group_of = {item["code"]: item["group"] for item in shown["guarantees"]}
    size = {code: sum(group == code for group in group_of.values()) for code in order}
    weight: dict[tuple[str, str], int] = {}
    for one in shown["links"]:
        pair = (group_of[one["to"]], group_of[one["from"]])
        if pair[0] != pair[1]:
            weight[pair] = weight.get(pair, 0) + 1
    # Where two groups point at each other, directly or round a circle, the arrow against the order of placing is left out.
    placed: list[str] = []
    rest = list(order)
    while rest:
        best = min(rest, key=lambda code: (sum(n for (a, b), n in weight.items() if b == code and a in rest), order.index(code)))
        placed.append(best)
        rest.remove(best)
    level = dict.fromkeys(order, 0)
    for code in placed:
        before = [level[a] + 1 for a, b in weight if b == code and placed.index(a) < placed.index(code)]
        level[code] = max(before, default=0)
    # More columns than a page holds are drawn together: neighbours in one column are joined by an arc.
    deep = max(level.values(), default=0) + 1
    level = {code: number * _COLUMNS // deep if deep > _COLUMNS else number for code, number in level.items()}
    linked = {code for pair in weight for code in pair}
    columns: list[list[str]] = [[] for _ in range(min(_COLUMNS, max(deep, len(order))))]
    for code in placed:
        if code in linked:
            columns[level[code]].append(code)
    for code in sorted((code for code in order if code not in linked), key=lambda code: (-size[code], order.index(code))):
        # A group that touches no other goes where there is most room.
        min(columns, key=lambda column: sum(size[other] * _ROW + _HEAD + _GAP for other in column)).append(code)
    columns = [column for column in columns if column]
    for _ in range(4):
        place = {code: row for column in columns for row, code in enumerate(column)}
        for column in columns:
            near = {code: [place[a if b == code else b] for a, b in weight if code in (a, b)] for code in column}
            column.sort(key=lambda code: (sum(near[code]) * 1000 // len(near[code]) if near[code] else place[code] * 1000, order.index(code)))
    return columns


def to_svg(shown: Mapping[str, Any], lang: str) -> str:
    """The graph as a drawing: a box for each group, a row for each guarantee, a line for each link; title and description say it in words."""
    columns = layers(shown)
    of_group = {group["code"]: [item for item in shown["guarantees"] if item["group"] == group["code"]] for group in shown["groups"]}
    labels = {item["code"]: item["label"] for item in shown["guarantees"]}
    marks = {item["code"]: place for place, item in enumerate(shown["standards"], 1)}
    left = 60
    at: dict[str, tuple[int, int]] = {}
    boxes: list[tuple[str, int, int, int]] = []
    bottom = _TOP
    for number, column in enumerate(columns):
        x, y = left + number * (_BOX + _LANE), _TOP
        for code in column:
            boxes.append((code, x, y, _HEAD + len(of_group[code]) * _ROW + 6))
            for row, item in enumerate(of_group[code]):
                at[item["code"]] = (x, y + _HEAD + row * _ROW + _ROW // 2)
            y += boxes[-1][3] + _GAP
        bottom = max(bottom, y)
    kinds = [kind for kind in _KINDS if any(one["kind"] == kind for one in shown["links"])]
    width = max(left * 2 + len(columns) * (_BOX + _LANE), 700)
    height = bottom + 30 + 22 * (len(kinds) + len(marks))
    told = ". ".join(_sentence(one, labels, lang) for one in shown["links"])
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d" lang="{lang}" '
        'font-family="sans-serif" font-size="12">',
        f'<title id="t">{escape(_WORDS["title"][lang])}</title><desc id="d">{escape(told or _WORDS["none"][lang])}</desc>',
        f'<rect width="{width}" height="{height}" fill="#fff"/><text x="{left}" y="40" font-size="20">{escape(_WORDS["title"][lang])}</text>',
        "<defs>" + "".join(
            f'<marker id="a-{kind}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" '
            f'fill="{_COLOURS[kind][0]}"/></marker>' for kind in kinds) + "</defs>",
    ]  # fmt: skip
    # Lines lie under the boxes, which let them shine through: a line that passes behind a box does not strike out its words.
    for one in shown["links"]:
        out.append(_curve(one, at, labels, lang))
    heads = {group["code"]: group["label"][lang] for group in shown["groups"]}
    for code, x, y, tall in boxes:
        out.append(f'<g><rect x="{x}" y="{y}" width="{_BOX}" height="{tall}" rx="6" fill="#f4f6f8" fill-opacity="0.9" stroke="#9aa5b1"/>'
                   f'<text x="{x + 10}" y="{y + 20}" font-weight="bold">{escape(heads[code])}</text></g>')  # fmt: skip
        for item in of_group[code]:
            out.append(_row(item, at[item["code"]], marks, lang))
    y = bottom + 10
    for kind in kinds:
        out.append(f'<path d="M{left} {y}h46" {_stroke(kind)}/><text x="{left + 56}" y="{y + 4}">A — {escape(_KINDS[kind][lang])}: B</text>')
        y += 22
    for item in shown["standards"]:
        out.append(f'<circle cx="{left + 8}" cy="{y}" r="8" fill="#1f4e79"/><text x="{left + 8}" y="{y + 4}" fill="#fff" font-size="10" '
                   f'text-anchor="middle">{marks[item["code"]]}</text><text x="{left + 56}" y="{y + 4}">'
                   f'{escape(_WORDS["rests"][lang])}: {escape(item["label"][lang])}</text>')  # fmt: skip
        y += 22
    return "\n".join([*out, "</svg>", ""])


def _row(item: Mapping[str, Any], at: tuple[int, int], marks: Mapping[str, int], lang: str) -> str:
    x, y = at
    lines = _wrapped(item["label"][lang], 44 - 3 * len(item["standards"]))
    first = y + 4 - 7 * (len(lines) - 1)
    text = "".join(f'<tspan x="{x + 10}" y="{first + 14 * row}">{escape(line)}</tspan>' for row, line in enumerate(lines))
    chips = "".join(
        f'<circle cx="{x + _BOX - 14 - 18 * place}" cy="{y}" r="8" fill="#1f4e79"/><text x="{x + _BOX - 14 - 18 * place}" y="{y + 4}" fill="#fff" '
        f'font-size="10" text-anchor="middle">{marks[code]}</text>' for place, code in enumerate(reversed(item["standards"]))
    )  # fmt: skip
    return f'<g id="{item["code"]}"><title>{escape(item["label"][lang])} ({item["code"]})</title><text>{text}</text>{chips}</g>'


def _wrapped(text: str, room: int) -> list[str]:
    """A text on at most two lines of about so many letters; what does not fit ends in an ellipsis (the title has all of it)."""
    if len(text) <= room:
        return [text]
    cut = text.rfind(" ", 0, room + 1)
    first, rest = (text[:cut], text[cut + 1 :]) if cut > 0 else (text[:room], text[room:])
    return [first, rest if len(rest) <= room else rest[: room - 1].rstrip() + "…"]


def _stroke(kind: str) -> str:
    colour, dash = _COLOURS[kind]
    arrow = "" if kind in _MUTUAL else f' marker-end="url(#a-{kind})"'
    return f'fill="none" stroke="{colour}" stroke-width="1.6"{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}{arrow}'


def _curve(one: Mapping[str, Any], at: Mapping[str, tuple[int, int]], labels: Mapping[str, Label], lang: str) -> str:
    """A line between two rows: an arc beside the column within one, across the lane otherwise."""
    (ax, ay), (bx, by) = at[one["from"]], at[one["to"]]
    if ax == bx:
        reach = min(20 + abs(by - ay) // 4, _LANE - 30)
        path = f"M{ax + _BOX} {ay}C{ax + _BOX + reach} {ay} {bx + _BOX + reach} {by} {bx + _BOX} {by}"
    else:
        start, end = (ax, bx + _BOX) if ax > bx else (ax + _BOX, bx)
        bend = (end - start) // 2
        path = f"M{start} {ay}C{start + bend} {ay} {end - bend} {by} {end} {by}"
    return f'<path d="{path}" {_stroke(one["kind"])}><title>{escape(_sentence(one, labels, lang))}</title></path>'
