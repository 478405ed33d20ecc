"""Standards pages: figures side by side over time, what a change was in percent, and a chart."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from commands import answer, refusal, zhyto
from zhyto.io.packs.content import load_standards
from zhyto.io.packs.law import find_packs, load_law
from zhyto.lawbook import standards

PACK = find_packs()["ukraine"]
LAW = load_law(PACK.folder)
GROUPS = load_standards(PACK, LAW)
SVG = "{http://www.w3.org/2000/svg}"


def test_every_value_of_every_figure_is_in_the_table() -> None:
    for group in GROUPS.values():
        page = standards.page(LAW, group)
        for name in group.figures:
            shown = {row["from"]: row["figures"][name] for row in page["rows"]}
            for item in LAW.parameters[name].values:
                cell = shown[item.since.isoformat()]
                assert cell["new"]
                assert (float(cell["value"]), cell["mark"]) == (item.value, item.mark)


def test_percent_of_a_change() -> None:
    """3028 → 3328 is 300 / 3028 = 9.9075…%; a day on which only others changed shows no change."""
    page = answer("law", "show", "subsistence_minimum")
    rows = {row["from"]: row["figures"] for row in page["rows"]}
    assert rows["2026-01-01"]["subsistence_minimum_able"]["change_percent"] == "9.91"
    assert rows["2020-01-01"]["subsistence_minimum_able"]["change_percent"] is None
    assert {"low_income_family_aid", "housing_subsidy"} <= {item["code"] for item in page["used_by"]}


def line_of(text: str, day: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(day))


def test_a_standard_as_text_says_what_is_not_verified() -> None:
    """All of it is read in the acts; with one value remembered, that one alone has the sign."""
    page = answer("law", "show", "minimum_wage")
    [row] = [row for row in page["rows"] if row["from"] == "2020-09-01"]
    assert row["figures"]["minimum_wage"]["mark"] == "read"
    row["figures"]["minimum_wage"]["mark"] = "remembered"
    doubtful = standards.to_text(page, "uk")
    assert "5000,00 (+5,86%)*" in line_of(doubtful, "2020-09-01")
    assert "*" not in line_of(doubtful, "2021-01-01")
    assert "* не перевірено або не відомо" in doubtful
    text = zhyto("law", "show", "minimum_wage").stdout
    assert line_of(text, "2020-09-01").endswith("5000,00 (+5,86%)")
    assert "*" not in text
    assert "█" in text
    assert "8\u00a0647,00" in text


@pytest.mark.parametrize("lang", ["uk", "en"])
def test_the_chart_can_be_read_aloud(tmp_path: Path, lang: str) -> None:
    file = tmp_path / "chart.svg"
    zhyto("law", "show", "subsistence_minimum", "--out", file, "--lang", lang)
    root = ElementTree.parse(file).getroot()
    assert root.get("role") == "img"
    assert GROUPS["subsistence_minimum"].label[lang] in (root.findtext(f"{SVG}title") or "")
    told = root.findtext(f"{SVG}desc") or ""
    lines = [path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(lines) == len(GROUPS["subsistence_minimum"].figures)
    assert all(LAW.label(name, lang) in told for name in GROUPS["subsistence_minimum"].figures)
    assert "3328.00" in told


def test_only_a_standard_has_a_chart(tmp_path: Path) -> None:
    assert "without a chart" in refusal("law", "show", "disability_aid", "--out", tmp_path / "x.svg")


def test_a_figure_that_is_none_is_refused(tmp_path: Path) -> None:
    from zhyto.faults import InputRefused
    from zhyto.io.packs.law import Pack

    (tmp_path / "standards.yaml").write_text("a:\n  label: {uk: А, en: A}\n  figures: [minimum_wages, majority_age]\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load_standards(Pack("t", tmp_path, {}), LAW)
    assert [fault.found for fault in refused.value.faults] == ["'minimum_wages'", "'majority_age'"]
