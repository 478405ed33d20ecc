"""The law as a book: one page for each guarantee, rule, figure or fact. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, Final

from zhyto.faults import Fault, InputRefused
from zhyto.law.declare import Dated, Input, Label, Parameter
from zhyto.law.graph import closure
from zhyto.law.ir import Rule
from zhyto.law.model import Law
from zhyto.money import decimal
from zhyto.texts import Said, as_is
from zhyto.texts.spoken import speak_amount

_LANGUAGES: Final = ("uk", "en")


def show(law: Law, code: str) -> dict[str, Any]:
    """The page of a guarantee, rule, figure or fact: values for JSON, every text in both languages, dates as `YYYY-MM-DD`.

    kind: `guarantee`, `rule`, `figure` or `fact`; the other keys depend on it. Figures come with all their dated values.
    Raises InputRefused where the law has no such name, with those that are near.
    """
    if code in law.rules:
        page = _rule_page(law, code)
    elif code in law.parameters:
        page = {"kind": "figure", **_figure(law, law.parameters[code]), "used_by": _used_by(law, code)}
    elif code in law.inputs:
        page = {"kind": "fact", **_fact(law.inputs[code]), "used_by": _used_by(law, code)}
    else:
        raise _no_such_name(law, code)
    return {**page, "currency": _symbols(law)}


def _no_such_name(law: Law, code: str) -> InputRefused:
    names = [*law.guarantees, *law.rules, *law.parameters, *law.inputs]
    near = list(dict.fromkeys(get_close_matches(code, names, 3, 0.6)))
    expected = Said("the code of a guarantee, rule, figure or fact of this law")
    remedy = Said("did you mean {near}?", near=" or ".join(near)) if near else Said("see `zhyto law list`")
    return InputRefused([Fault("law", 0, "code", as_is(repr(code)), expected, remedy)])


def _rule_page(law: Law, code: str) -> dict[str, Any]:
    promised = law.guarantees.get(code)
    rests = closure(law, code)
    rules = [*law.rules[code], *law.exceptions.get(code, ())]
    below = [rule for name in rests if name in law.rules for rule in (*law.rules[name], *law.exceptions.get(name, ()))]
    page: dict[str, Any] = {"kind": "rule", "code": code, "label": _label(law, code), "entity": law.entities[code]}
    if promised:
        page |= {
            "kind": "guarantee", "label": dict(promised.label), "summary": dict(promised.summary),
            "gives": promised.gives, "access": promised.access, "right": promised.right, "claim_until": promised.window or None,
            "award_months": promised.award_months, "paid": promised.paid, "once_in": promised.once_in or None,
            "back_pay_months": promised.back_pay_months, "decision_days": promised.days_to_decide(date.max),
            "decision_note": dict(promised.procedure[-1].note) if promised.procedure else {}, "payer": promised.payer,
            "documents": [dict(text) for text in promised.documents],
            "since": promised.since.isoformat(), "cite": promised.cite, "mark": promised.mark, "source": promised.source,
        }  # fmt: skip
    return {
        **page,
        "versions": [_version(rule) for rule in law.rules[code]],
        "exceptions": [_version(rule) for rule in law.exceptions.get(code, ())],
        "rules": [{"code": name, "label": _label(law, name)} for name in rests if name in law.rules],
        "figures": [_figure(law, law.parameters[name]) for name in rests if name in law.parameters],
        "facts": [_fact(law.inputs[name]) for name in rests if name in law.inputs],
        "not_implemented": [
            {"rule": rule.name, "since": rule.since.isoformat(), "until": _iso(rule.until), "missing": _both(rule.missing)}
            for rule in (*rules, *below) if rule.state == "not_implemented"
        ],
        "readings": [
            {"rule": rule.name, "since": rule.since.isoformat(), "until": _iso(rule.until), "note": dict(rule.note)}
            for rule in (*rules, *below) if rule.mark == "assumption"
        ],
    }  # fmt: skip


def _used_by(law: Law, name: str) -> list[dict[str, Any]]:
    users = [code for code in law.rules if code != name and name in closure(law, code)]
    direct = [code for code in users if code in law.guarantees] or users
    return [{"code": code, "label": _label(law, code)} for code in direct]


def _version(rule: Rule) -> dict[str, Any]:
    return {
        "since": rule.since.isoformat(), "until": _iso(rule.until), "state": rule.state, "known": rule.known.isoformat(),
        "label": dict(rule.label), "cite": rule.cite, "mark": rule.mark, "source": rule.source, "note": dict(rule.note),
        "missing": _both(rule.missing) if rule.missing else None, "where": rule.where,
    }  # fmt: skip


def _figure(law: Law, parameter: Parameter) -> dict[str, Any]:
    choice = law.inputs.get(parameter.by)
    return {
        "code": parameter.name, "label": dict(parameter.label), "unit": parameter.unit, "by": parameter.by or None,
        "keys": None if choice is None else {key: dict(label) for key, label in choice.values.items()}, "of": parameter.of or None,
        "values": [_dated(item) for item in parameter.values], "where": parameter.where,
    }  # fmt: skip


def _dated(item: Dated) -> dict[str, Any]:
    value: Any
    if isinstance(item.value, Mapping):
        value = {key: None if row is None else decimal(row) for key, row in item.value.items()}
    elif isinstance(item.value, tuple):
        value = [{"above" if step.above else "from": decimal(step.threshold), "value": decimal(step.value)} for step in item.value]
    elif isinstance(item.value, date):
        value = item.value.isoformat()
    else:
        value = None if item.value is None else decimal(item.value)
    return {
        "from": item.since.isoformat(), "value": value, "known": item.known.isoformat(), "mark": item.mark,
        "source": item.source, "cite": item.cite, "note": _both(item.note) if item.note else None,
    }  # fmt: skip


def _fact(item: Input) -> dict[str, Any]:
    return {
        "code": item.name, "label": dict(item.label), "entity": item.entity, "type": item.type, "unit": item.unit, "source": item.source,
        "absence": item.absence, "values": {code: dict(label) for code, label in item.values.items()}, "income_kinds": list(item.kinds),
        "guarantee": item.guarantee or None, "where": item.where,
    }  # fmt: skip


def _label(law: Law, name: str) -> dict[str, str]:
    return {lang: law.label(name, lang) for lang in _LANGUAGES}


def _both(text: str) -> dict[str, str]:
    """A text of the law written `uk / en`."""
    uk, _, en = text.partition(" / ")
    return {"uk": uk, "en": en or uk}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _symbols(law: Law) -> Label:
    currency = law.pack.get("currency") or {}
    return {lang: str(currency.get(f"symbol_{lang}", "")) for lang in _LANGUAGES}


_WORDS: Final[Mapping[str, Label]] = {
    "guarantee": {"uk": "гарантія", "en": "guarantee"},
    "rule": {"uk": "правило", "en": "rule"},
    "figure": {"uk": "показник закону", "en": "figure of the law"},
    "fact": {"uk": "факт", "en": "fact"},
    "person": {"uk": "особа", "en": "a person"},
    "household": {"uk": "домогосподарство", "en": "a household"},
    "whose": {"uk": "Кому", "en": "For whom"},
    "access": {"uk": "Як отримати", "en": "How to get it"},
    "automatic": {"uk": "призначають без заяви", "en": "given without a claim"},
    "claim": {"uk": "за заявою", "en": "on a claim"},
    "from_claim": {"uk": "з місяця заяви", "en": "from the month of the claim"},
    "from_event": {"uk": "з дня події, якщо заявити вчасно", "en": "from the event, if claimed in time"},
    "award": {"uk": "призначають на стільки місяців", "en": "awarded for so many months"},
    "decision": {"uk": "днів на рішення", "en": "days for a decision"},
    "papers": {"uk": "папери до заяви", "en": "papers for the claim"},
    "papers_shown": {"uk": "покажіть", "en": "to show"},
    "window": {"uk": "останній день заяви", "en": "last day to claim"},
    "back_pay": {"uk": "за стільки місяців до заяви щонайбільше", "en": "for so many months before the claim at most"},
    "paid": {"uk": "Як часто платять", "en": "How often it is paid"},
    "paid_monthly": {"uk": "щомісяця", "en": "each month"},
    "paid_once": {"uk": "один раз", "en": "once"},
    "paid_yearly": {"uk": "раз на рік", "en": "once a year"},
    "payer": {"uk": "Хто платить", "en": "Who pays"},
    "state": {"uk": "державний бюджет", "en": "state budget"},
    "pension_fund": {"uk": "пенсійний фонд", "en": "pension fund"},
    "local": {"uk": "місцевий бюджет", "en": "local budget"},
    "insurance": {"uk": "соціальне страхування", "en": "social insurance"},
    "cite": {"uk": "Підстава", "en": "Ground"},
    "versions": {"uk": "Редакції", "en": "Versions"},
    "exceptions": {"uk": "Винятки", "en": "Exceptions"},
    "figures": {"uk": "Показники закону", "en": "Figures of the law"},
    "facts": {"uk": "Які факти потрібні", "en": "Facts needed"},
    "rules": {"uk": "На які правила спирається", "en": "Rules it rests on"},
    "not_implemented": {"uk": "Ще не записано (результат — невідомо)", "en": "Not written down yet (the result is unknown)"},
    "readings": {"uk": "Як прочитано, де закон допускає різне", "en": "How it is read where the law allows more than one reading"},
    "values": {"uk": "Значення", "en": "Values"},
    "used_by": {"uk": "Де застосовують", "en": "Used by"},
    "unverified": {"uk": "не перевірено", "en": "not verified"},
    "assumption": {"uk": "припущення", "en": "an assumption"},
    "missing": {"uk": "нам не відомо", "en": "not known to us"},
    "ended": {"uk": "більше не діє", "en": "no longer in force"},
    "not_in_force": {"uk": "права немає", "en": "the right does not exist"},
    "unwritten": {"uk": "не записано", "en": "not written down"},
    "published": {"uk": "оприлюднено", "en": "published"},
    "source": {"uk": "джерело", "en": "source"},
    "absence": {"uk": "Якщо запису немає", "en": "Where there is no record"},
    "no": {"uk": "цього факту немає", "en": "the fact does not hold"},
    "unknown": {"uk": "невідомо", "en": "unknown"},
    "from": {"uk": "від", "en": "from"},
    "above": {"uk": "понад", "en": "above"},
    "none": {"uk": "жодного з них", "en": "none of them"},
    "table": {"uk": "Таблиця", "en": "Table"},
    "column": {"uk": "код", "en": "code"},
    "kinds": {"uk": "види доходу", "en": "kinds of income"},
}
_UNITS: Final[Mapping[str, Label]] = {
    "years": {"uk": "р.", "en": "years"},
    "months": {"uk": "міс.", "en": "months"},
    "days": {"uk": "дн.", "en": "days"},
    "m2": {"uk": "м²", "en": "m²"},
}


def to_text(page: Mapping[str, Any], lang: str) -> str:
    """A page as plain text in one language (`uk` or `en`)."""

    def word(key: str) -> str:
        return _WORDS[key][lang]

    lines = [page["label"][lang], f"{page['code']} · {word(page['kind'])}"]
    if page["kind"] == "guarantee":
        lines += ["", page["summary"][lang], "", *promise(page, lang)]
    elif "entity" in page:
        lines.append(f"{word('whose')}: {word(page['entity'])}")
    if page["kind"] == "fact":
        lines += _fact_lines(page, lang)
    if page["kind"] == "figure":
        lines += _section(word("values"), _value_lines(page, page["currency"][lang], lang))
    for part in ("versions", "exceptions"):
        lines += _section(word(part), [_version_line(item, lang) for item in page.get(part, ())])
    figures = []
    for figure in page.get("figures", ()):
        figures.append(f"{figure['label'][lang]} ({figure['code']})")
        figures += [f"  {line}" for line in _value_lines(figure, page["currency"][lang], lang)]
    lines += _section(word("figures"), figures)
    lines += _section(word("facts"), [f"{item['label'][lang]} ({item['code']}){_absence(item, lang)}" for item in page.get("facts", ())])
    for part in ("rules", "used_by"):
        lines += _section(word(part), [f"{item['label'][lang]} ({item['code']})" for item in page.get(part, ())])
    gaps, readings = page.get("not_implemented", ()), page.get("readings", ())
    lines += _section(word("not_implemented"), [f"{_span(item)}: {item['missing'][lang]} ({item['rule']})" for item in gaps])
    lines += _section(word("readings"), [f"{item['note'].get(lang) or item['rule']} ({item['rule']})" for item in readings])
    return "\n".join(lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    rows = [f"  {line}" for line in lines]
    return ["", f"{title}:", *rows] if rows else []


def promise(page: Mapping[str, Any], lang: str) -> list[str]:
    """How the right of a guarantee's page is had: for whom, how it is claimed, who pays, on what ground."""
    def word(key: str) -> str:
        return _WORDS[key][lang]

    how = [word(page["access"])]
    if page["access"] == "claim":
        how.append(word("from_claim" if page["right"] == "claim" else "from_event"))
        if page["claim_until"]:
            rule = next((item["label"][lang] for item in page["rules"] if item["code"] == page["claim_until"]), "")
            how.append(f"{word('window')}: {rule} ({page['claim_until']})")
        if page["award_months"] and page["right"] == "claim":
            how.append(f"{word('award')}: {page['award_months']}")
        if page["back_pay_months"] is not None:
            how.append(f"{word('back_pay')}: {page['back_pay_months']}")
        note = page["decision_note"]
        how.append(f"{word('decision')}: {page['decision_days']}{f' ({note[lang]})' if note else ''}")
    once = "; ".join([""] + [item["label"][lang] for item in page["rules"] if item["code"] == page["once_in"]])
    papers = "; ".join(text[lang] for text in page["documents"])
    payer = _WORDS.get(page["payer"], {}).get(lang, page["payer"])
    return [
        f"{word('whose')}: {word(page['entity'])}",
        f"{word('access')}: {'; '.join(how)}",
        *([f"{word('paid')}: {word('paid_' + page['paid'])}{once}"] if page["gives"] == "money" else []),
        *([f"{word('papers' if page['access'] == 'claim' else 'papers_shown')}: {papers}"] if papers else []),
        f"{word('payer')}: {payer}",
        f"{word('cite')}: {page['cite']}{_doubt(page['mark'], lang)}",
    ]


def _fact_lines(page: Mapping[str, Any], lang: str) -> list[str]:
    kind = ", ".join(filter(None, (page["type"], page["unit"])))
    what = f"{_WORDS['column'][lang]} {page['code']} ({kind})"
    if page["income_kinds"]:
        what = f"{_WORDS['kinds'][lang]}: {', '.join(page['income_kinds'])}"
    lines = [f"{_WORDS['table'][lang]}: {page['source']}, {what}"]
    lines.append(f"{_WORDS['absence'][lang]}: {_WORDS[page['absence']][lang]}")
    return lines + _section(_WORDS["values"][lang], [f"{code}: {label[lang]}" for code, label in page["values"].items()])


def _absence(item: Mapping[str, Any], lang: str) -> str:
    return f" — {_WORDS['absence'][lang].lower()}: {_WORDS['unknown'][lang]}" if item["absence"] == "unknown" else ""


def _span(item: Mapping[str, Any]) -> str:
    return f"{item['since']} – {item['until'] or '…'}"


def _doubt(mark: str, lang: str) -> str:
    known = {"remembered": "unverified", "assumption": "assumption", "missing": "missing"}
    return f" [{_WORDS[known[mark]][lang]}]" if mark in known else ""


def _version_line(item: Mapping[str, Any], lang: str) -> str:
    if item["state"] == "not_in_force":
        said = f"{_WORDS['not_in_force'][lang]}; {item['cite']}"
    elif item["state"] == "not_implemented":
        said = f"{_WORDS['unwritten'][lang]}: {item['missing'][lang]}"
    else:
        note = f". {item['note'][lang]}" if item["note"].get(lang) else ""
        said = f"{item['label'].get(lang, '')}; {item['cite']}{_doubt(item['mark'], lang)}{note}"
    return f"{_span(item)}: {said}"


def _value_lines(figure: Mapping[str, Any], currency: str, lang: str) -> list[str]:
    cites = {item["cite"] for item in figure["values"]}
    lines = [f"{_WORDS['cite'][lang]}: {cite}" for cite in cites if cite and len(cites) == 1]
    for item in figure["values"]:
        ground = [item["cite"]] if item["cite"] and len(cites) > 1 else []
        ground += [f"{_WORDS['source'][lang]}: {item['source']}"] if item["source"] else []
        ground += [f"{_WORDS['published'][lang]} {item['known']}"] if item["known"] != item["from"] else []
        ground += [item["note"][lang]] if item["note"] else []
        because = f" — {'; '.join(ground)}" if ground else ""
        lines.append(f"{item['from']}: {_value(item, figure, currency, lang)}{_doubt(item['mark'], lang)}{because}")
    return lines


def _value(item: Mapping[str, Any], figure: Mapping[str, Any], currency: str, lang: str) -> str:
    value, unit = item["value"], figure["unit"]
    if value is None:
        return "—" if item["mark"] == "missing" else _WORDS["ended"][lang]
    if isinstance(value, dict):
        keys = {"none": _WORDS["none"], **(figure["keys"] or {})}
        spoken = {key: _WORDS["missing"][lang] if row is None else _amount(row, unit, currency, lang) for key, row in value.items()}
        return "; ".join(f"{keys.get(key, {}).get(lang, key)}: {text}" for key, text in spoken.items())
    if isinstance(value, list):
        steps = [next((bound, step[bound]) for bound in ("from", "above") if bound in step) for step in value]
        starts = [f"{_WORDS[bound][lang]} {_amount(at, figure['of'] or '', currency, lang)}" for bound, at in steps]
        return "; ".join(f"{start}: {_amount(step['value'], unit, currency, lang)}" for start, step in zip(starts, value, strict=True))
    return str(value) if unit == "date" else _amount(value, unit, currency, lang)


def _amount(value: str, unit: str, currency: str, lang: str) -> str:
    if unit == "money":
        return speak_amount(int(Fraction(value) * 100), lang, currency)
    if unit == "ratio" and "/" not in value:
        percent = decimal(Fraction(value) * 100)
        return f"{percent.replace('.', ',') if lang == 'uk' else percent}{chr(0xA0) if lang == 'uk' else ''}%"
    plain = value.replace(".", ",") if lang == "uk" else value
    return plain if unit in ("", "count", "ratio") else f"{plain} {_UNITS.get(unit, {}).get(lang, unit)}"
