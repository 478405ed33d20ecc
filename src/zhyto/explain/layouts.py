"""Explanations laid out: plain text, JSON, HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from html import escape
from typing import Any, Final

from zhyto.explain.data import Explanation, Fact, Figure, Node
from zhyto.explain.speaker import WORDS
from zhyto.explain.words import titled
from zhyto.law.declare import SURE
from zhyto.texts.spoken import NBSP, Lang, speak_day

_HEADINGS: Final = {
    "why": {"uk": "Чому", "en": "Why"},
    "missing": {"uk": "Щоб відповісти, бракує", "en": "To answer, this is missing"},
    "about": {"uk": "Про що це", "en": "What this is"},
    "steps": {"uk": "Як пораховано", "en": "How it was computed"},
    "doubts": {"uk": "Не перевірено", "en": "Not verified"},
    "above": {"uk": "вище вже показано", "en": "shown above"},
    "because": {"uk": "бо", "en": "because"},
    "count": {"uk": "розрахунок", "en": "computed"},
    "figure": {"uk": "число закону", "en": "figure of the law"},
    "fact": {"uk": "факт", "en": "fact"},
    "basis": {"uk": "підстава", "en": "provision"},
    "from": {"uk": "діє з", "en": "in force from"},
    "until": {"uk": "до", "en": "until"},
    "source": {"uk": "джерело", "en": "source"},
    "note": {"uk": "примітка", "en": "note"},
}


def _check(explanation: Explanation, lang: Lang) -> dict[str, str]:
    if lang != explanation.lang:
        raise ValueError(f"an explanation told in {explanation.lang} cannot be shown in {lang}: call explain(…, {lang!r})")
    return {key: texts[lang] for key, texts in _HEADINGS.items()}


def _unverified(mark: str, lang: Lang) -> str:
    return "" if mark in SURE else f" [⚠{NBSP}{WORDS['unverified'][lang]}: {WORDS[mark][lang]}]"


def _titled(node: Node) -> str:
    return titled(node.label, node.who)


def _in_force(node: Node, lang: Lang, words: dict[str, str]) -> str:
    since = f", {words['from']} {speak_day(node.since, lang)}" if node.since else ""
    return since + (f" {words['until']} {speak_day(node.until, lang)}" if node.since and node.until else "")


def _figure_text(figure: Figure, lang: Lang, words: dict[str, str]) -> str:
    since = f" ({words['from']} {speak_day(figure.since, lang)})" if figure.since else ""
    return f"{figure.label}: {figure.value}{since}{_unverified(figure.mark, lang)}"


def _fact_text(fact: Fact) -> str:
    return f"{titled(fact.label, fact.who)}: {fact.value}"


def to_text(explanation: Explanation, lang: Lang) -> str:
    """Plain text for a resident: what holds, why, what is missing, then the steps and what is not verified."""
    words = _check(explanation, lang)
    title = explanation.label + (f" ({explanation.who})" if explanation.who else "")
    lines = [title, "=" * len(title), "", explanation.headline, *explanation.notes]
    for heading, texts in (("why", explanation.reasons), ("missing", [item.text for item in explanation.missing])):
        if texts:
            lines += ["", f"{words[heading]}:", *(f"  • {text}" for text in texts)]
    lines += ["", f"{words['about']}: {explanation.summary}", "", f"{words['steps']}:"]
    shown: set[str] = set()
    for tree in explanation.trees:
        lines += _lines(tree, 1, lang, words, shown, "")
    if explanation.doubts:
        lines += ["", f"{words['doubts']}:", *(f"  ⚠ {doubt.text}" for doubt in explanation.doubts)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _headed(node: Node, lang: Lang) -> str:
    return f"{_titled(node)}: {node.value}{_unverified(node.mark, lang)}"


def _lines(node: Node, depth: int, lang: Lang, words: dict[str, str], shown: set[str], above: str) -> list[str]:
    """A node and what is below it. shown: facts and figures told already; above: citation of the node above."""
    pad = "  " * depth
    lines = [f"{pad}{_headed(node, lang)}"]
    inner = pad + "    "
    told = {condition.text for condition in node.conditions}
    lines += [f"{inner}{words['because']}: {condition.text}" for condition in node.conditions]
    lines += [f"{inner}{words['count']}: {node.formula}"] if node.formula else []
    items = [(f"{words['fact']}: ", _fact_text(fact)) for fact in node.facts]
    items += [(f"{words['figure']}: ", _figure_text(figure, lang, words)) for figure in node.figures]
    for head, text in items:
        if text not in shown and text not in told:
            lines.append(f"{inner}{head}{text}")
        shown.add(text)
    cite = f"{node.cite}{_in_force(node, lang, words)}" if node.cite else ""
    lines += [f"{inner}{words['basis']}: {cite}"] if cite and cite != above else []
    for child in node.children:
        if not child.repeated:
            lines += _lines(child, depth + 1, lang, words, shown, cite)
    again = [_titled(child) for child in node.children if child.repeated]
    return lines + ([f"{inner}{words['above']}: {'; '.join(again)}"] if again else [])


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Plain values for JSON: dates as ISO text, amounts in kopecks."""
    found = _plain(explanation)
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_html(explanation: Explanation, lang: Lang) -> str:
    """A fragment of HTML: a section with its heading (h3) and the steps as nested disclosures. No style, no script; every text escaped."""
    words = _check(explanation, lang)
    title = explanation.label + (f" ({explanation.who})" if explanation.who else "")
    parts = [f'<section class="explanation state-{escape(explanation.state)}" lang="{lang}">', f"<h3>{escape(title)}</h3>"]
    parts.append(f'<p class="headline"><strong>{escape(explanation.headline)}</strong></p>')
    parts += [f"<p>{escape(note)}</p>" for note in explanation.notes]
    for heading, texts in (("why", explanation.reasons), ("missing", [item.text for item in explanation.missing])):
        if texts:
            parts += [f"<h4>{escape(words[heading])}</h4>", _list(texts)]
    parts.append(f"<p>{escape(explanation.summary)}</p>")
    parts.append(f"<h4>{escape(words['steps'])}</h4>")
    parts += [_details(tree, lang, words, tree is explanation.trees[0]) for tree in explanation.trees]
    if explanation.doubts:
        parts += [f"<h4>{escape(words['doubts'])}</h4>", _list([f"⚠ {doubt.text}" for doubt in explanation.doubts])]
    return "\n".join([*parts, "</section>"]) + "\n"


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _details(node: Node, lang: Lang, words: dict[str, str], opened: bool = False) -> str:
    title = f"{escape(_titled(node))}: <strong>{escape(node.value)}</strong>{escape(_unverified(node.mark, lang))}"
    if node.repeated:
        return f'<p class="repeated">{title} ({escape(words["above"])})</p>'
    items = [f"{words['because']}: {condition.text}" for condition in node.conditions]
    items += [f"{words['count']}: {node.formula}"] if node.formula else []
    items += [f"{words['fact']}: {_fact_text(fact)}" for fact in node.facts]
    for figure in node.figures:
        source = f"; {words['source']}: {figure.source}" if figure.source else ""
        items.append(f"{words['figure']}: {_figure_text(figure, lang, words)}; {figure.cite}{source}")
    if node.cite:
        source = f"; {words['source']}: {node.source}" if node.source else ""
        items.append(f"{words['basis']}: {node.cite}{_in_force(node, lang, words)}{source}")
    items += [f"{words['note']}: {node.note}"] if node.note else []
    below = "".join(_details(child, lang, words) for child in node.children)
    return f"<details{' open' if opened else ''}><summary>{title}</summary>{_list(items) if items else ''}{below}</details>"
