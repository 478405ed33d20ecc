"""The graph of a law: what rests on what, and how guarantees touch, in words and as a drawing."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from commands import answer, refusal, zhyto
from law_text import GUARANTEE, law_of_text, provision
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.graph import closure, guarantees_on, links
from zhyto.lawbook.drawing import graph, layers, to_svg, to_text

SVG = "{http://www.w3.org/2000/svg}"
LAW = load_law(find_packs()["ukraine"].folder)
SMALL = law_of_text(
    provision("def base(line: Money) -> Money:\n    return line")
    + provision("def first(base: Money) -> Money:\n    return base")
    + provision("def second(first: Money, base: Money) -> Money:\n    return base if first > 0 else 0")
    + provision("def third(second: Money, third_claim: Month, month: Month) -> Money:\n    return second if third_claim < month else 0"),
    "third_claim: {entity: person, type: month, source: claims, guarantee: first, label: {uk: З, en: C}}\n",
    "line: {label: {uk: М, en: L}, unit: money, cite: Act, values: [{from: 2020-01-01, value: 5, mark: verified, source: S}]}\n",
    {"first": GUARANTEE + "relations: [{kind: excludes, other: third, from: 2021-01-01, cite: Act 7, mark: remembered, note: {uk: бо, en: because}}]\n",
     "second": GUARANTEE, "third": GUARANTEE + "relations: [{kind: income_for, other: second, cite: Act 8, mark: remembered}]\n"},
)  # fmt: skip


def test_links_are_declared_or_found_in_the_rules() -> None:
    """Third reads second, which reads first: that is not drawn twice; but third reads the claim of first too."""
    found = {(one.kind, one.source, one.target) for one in links(SMALL)}
    assert found == {
        ("excludes", "first", "third"), ("income_for", "third", "second"), ("uses", "second", "first"), ("uses", "third", "second"),
        ("uses", "third", "first"),
    }  # fmt: skip


def test_a_closure_has_everything_once() -> None:
    assert closure(SMALL, "second") == ["first", "base", "line"]
    assert guarantees_on(SMALL, ["line"]) == ["first", "second", "third"]


def test_relations_are_told_in_words_from_both_sides() -> None:
    text = to_text(graph(SMALL, {}), "en")
    assert text.count("is never held together with") == 2
    assert "counts as income for: Aid (second) [Act 8]" in text
    assert "[2021-01-01; because; Act 7]" in text
    assert "не буває разом із" in to_text(graph(SMALL, {}), "uk")


def test_a_name_says_what_it_rests_on_and_what_rests_on_it() -> None:
    page = answer("law", "graph", "subsistence_minimum_able", "third_child_aid")
    figure, guarantee = page["names"]
    assert "low_income_family_aid" in {one["code"] for one in figure["used_by"]}
    assert {one["code"] for one in guarantee["figures"]} >= {"third_child_amount", "majority_age"}
    assert {one["code"] for one in guarantee["facts"]} >= {"large_family_certificate"}
    assert "Rests on" in zhyto("law", "graph", "third_child_aid", "--lang", "en").stdout
    assert "a name of this law" in refusal("law", "graph", "no_such")


def test_all_guarantees_are_listed_with_their_standards() -> None:
    page = answer("law", "graph")
    assert [one["code"] for one in page["guarantees"]] == list(LAW.guarantees)
    rests = {one["code"]: one["standards"] for one in page["guarantees"]}
    assert "subsistence_minimum" in rests["low_income_family_aid"]
    assert rests["birth_grant"] == []


def many(seed: int, number: int = 70) -> dict[str, Any]:
    draw = random.Random(seed)
    kinds = ("excludes", "choice", "replaces", "income_for", "one_of", "cost_for", "uses")
    guarantees = [
        {"code": f"g{i}", "label": {"uk": f"Гарантія з доволі довгою назвою, номер {i} з багатьох інших", "en": f"Guarantee {i} <&>"},
         "group": f"group{i % 9}", "standards": ["a"] if i % 3 else []} for i in range(number)
    ]  # fmt: skip
    pairs = {tuple(draw.sample(range(number), 2)) for _ in range(number)}
    rows = [{"kind": draw.choice(kinds), "from": f"g{a}", "to": f"g{b}", "since": None, "until": None, "note": None, "cite": "Act", "mark": None}
            for a, b in sorted(pairs)]  # fmt: skip
    groups = [{"code": f"group{i}", "label": {"uk": f"Розділ {i}", "en": f"Group {i}"}} for i in range(9)]
    return {"guarantees": guarantees, "groups": groups, "links": rows, "names": [], "standards": [{"code": "a", "label": {"uk": "А", "en": "A"}}]}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_seventy_guarantees_are_drawn_without_overlap(seed: int) -> None:
    shown = many(seed)
    text = to_svg(shown, "en")
    assert text == to_svg(many(seed), "en")
    root = ElementTree.fromstring(text)
    _, _, width, height = map(int, root.get("viewBox", "").split())
    boxes = [tuple(int(rect.get(key, "")) for key in ("x", "y", "width", "height")) for rect in root.iter(f"{SVG}rect") if rect.get("x")]
    assert len(boxes) == 9
    for place, (x, y, wide, tall) in enumerate(boxes):
        assert 0 <= x <= width - wide
        assert 0 <= y <= height - tall
        for other_x, other_y, other_wide, other_tall in boxes[:place]:
            assert x >= other_x + other_wide or other_x >= x + wide or y >= other_y + other_tall or other_y >= y + tall
    rows = [item for item in root.iter(f"{SVG}g") if item.get("id")]
    assert {row.get("id") for row in rows} == {item["code"] for item in shown["guarantees"]}
    told = [path.findtext(f"{SVG}title") for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(told) == len(shown["links"])
    description = root.findtext(f"{SVG}desc") or ""
    assert root.get("role") == "img"
    assert all(sentence and sentence in description for sentence in told)
    assert sorted(code for column in layers(shown) for code in column) == sorted(group["code"] for group in shown["groups"])


def test_the_drawing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "law.svg"
    zhyto("law", "graph", "--out", file)
    root = ElementTree.parse(file).getroot()
    assert {item.get("id") for item in root.iter(f"{SVG}g") if item.get("id")} == set(LAW.guarantees)


def test_help_loads_no_tables() -> None:
    """The command line starts at once: what computes is imported by the command that needs it."""
    code = "import sys; from zhyto.cli import main; main(['--help'], standalone_mode=False); sys.exit(any(m in sys.modules for m in ('numpy', 'polars')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
