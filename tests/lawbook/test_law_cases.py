"""Every worked case of every installed pack, by both evaluators; and the command that runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import answer, refusal, zhyto
from zhyto.io.packs.cases import read_cases
from zhyto.io.packs.law import find_packs, load_law
from zhyto.law.model import Law
from zhyto.lawbook.cases import Case
from zhyto.lawbook.worked import mistakes


def all_cases() -> list[tuple[Law, Case]]:
    found = []
    for pack in find_packs().values():
        if pack.sheet.get("kind") != "country":
            continue
        law = load_law(pack.folder)
        cases, faults = read_cases(pack, law)
        assert not faults, "\n".join(map(str, faults))
        found += [(law, case) for case in cases]
    return found


CASES = all_cases()


@pytest.mark.parametrize(("law", "case"), [pytest.param(law, case, id=f"{case.where} {case.name}") for law, case in CASES])
def test_case(law: Law, case: Case) -> None:
    assert mistakes(law, [case]) == []


def test_there_are_cases_for_every_guarantee() -> None:
    for law in {id(law): law for law, _ in CASES}.values():
        covered = {name for other, case in CASES if other is law for _, name in case.expect}
        assert set(law.guarantees) <= covered


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_packs()["ukraine"].folder, tmp_path / "ukraine"))


def test_the_cases_of_one_guarantee_and_of_all() -> None:
    one, every = answer("law", "cases", "disability_aid"), answer("law", "cases")
    assert one["mistakes"] == every["mistakes"] == []
    law = load_law(find_packs()["ukraine"].folder)
    of_the_right = [case for other, case in CASES if other.name == law.name and any(name == "disability_aid" for _, name in case.expect)]
    assert one["cases"] >= len(of_the_right) > 6
    assert every["cases"] == sum(other.name == law.name for other, _ in CASES) > one["cases"]
    assert zhyto("law", "cases", "disability_aid").stdout.startswith(f"прикладів: {one['cases']}, усі виходять")
    assert zhyto("law", "cases", "disability_aid", "--lang", "en").stdout.startswith(f"cases: {one['cases']}, all come out")
    assert "'disability_ade'" in refusal("law", "cases", "disability_ade")


def test_a_case_that_does_not_come_out_is_told(pack: Path) -> None:
    """Group II gets 80 % of 2,595.00 = 2,076.00 in January 2026; the case is made to expect a kopeck more."""
    path = pack / "law" / "disability_aid" / "cases.yaml"
    text = path.read_text(encoding="utf-8")
    assert "amount: 2076.00" in text
    changed = text.replace("amount: 2076.00", "amount: 2076.01", 1)
    path.write_text(changed, encoding="utf-8")
    page = answer("law", "cases", "disability_aid", "--law", pack, code=1)
    (one,) = page["mistakes"]
    assert (one["expected"], one["found"], one["blocks"], one["name"]) == ("due 2076.01", "due 2076.00", "", "disability_aid")
    line = changed[: changed.index("amount: 2076.01")].count("\n") + 1
    assert 0 < line - int(one["where"].rpartition(":")[2]) < 30
    assert one["where"].startswith("ukraine/law/disability_aid/cases.yaml:")
    for lang, words in (("uk", ("очікували", "вийшло", "обчислення")), ("en", ("expected", "found", "arithmetic"))):
        told = zhyto("law", "cases", "disability_aid", "--law", pack, "--lang", lang, code=1).stdout
        assert all(word in told for word in (*words, one["case"], one["where"], "2076.01", "2076.00", one["arithmetic"]))


def test_other_kinds_of_mistakes(pack: Path) -> None:
    """A missing fact not named, a rule's value, a state, a value that is no number: each is a mistake, none stops the others."""
    path = pack / "law" / "birth_grant" / "cases.yaml"
    cases = {
        "state": "{birth_grant: {state: due}}", "a rule": "{subsistence_minimum_of_person: 1}",
        "no number": "{subsistence_minimum_of_person: many}", "missing": "{birth_grant: {state: unknown, missing: [nothing]}}",
        "nobody": "{subsistence_minimum_of_person: 2595}",
    }  # fmt: skip
    persons = "mother: {sex: female, birth_date: 1990-01-01, role: head}, gone: {sex: male, birth_date: 1950-01-01, death_date: 2025-01-01}"
    path.write_text("".join(
        f'- {{name: {name}, arithmetic: none, month: 2026-01, persons: {{{persons}}}, expect: {{{"gone" if name == "nobody" else "mother"}: {expect}}}}}\n'
        for name, expect in cases.items()
    ), encoding="utf-8")  # fmt: skip
    found = {one["case"]: one for one in answer("law", "cases", "birth_grant", "--law", pack, code=1)["mistakes"]}
    assert list(found) == list(cases)
    assert found["a rule"]["found"] == found["no number"]["found"]
    assert found["a rule"]["expected"] == "1"
    assert found["nobody"]["found"] == "not a member of the household in the month"


def test_faults_of_case_files_are_refused_together(pack: Path) -> None:
    for folder in ("birth_grant", "disability_aid"):
        path = pack / "law" / folder / "cases.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "- {name: no month, expect: {}}\n", encoding="utf-8")
    told = refusal("law", "cases", "--law", pack)
    assert "birth_grant/cases.yaml" in told
    assert "disability_aid/cases.yaml" in told


def test_the_check_of_the_law_runs_the_cases(pack: Path) -> None:
    """A case that does not come out is an error to mend; notes are summed up, all of them with --all."""
    assert "прикладів 0" not in zhyto("law", "check", "--law", pack, "--since", "2023-01-01").stdout
    path = pack / "law" / "disability_aid" / "cases.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("amount: 2076.00", "amount: 2076.01", 1), encoding="utf-8")
    words = ("law", "check", "--law", pack, "--since", "2023-01-01")
    findings = answer(*words, code=1)
    (error,) = [one for one in findings if one["severity"] == "error"]
    assert (error["kind"], error["name"]) == ("case", "disability_aid")
    assert "expects due 2076.01 and gives due 2076.00; its arithmetic: " in error["text"]
    told = zhyto(*words, "--lang", "en", code=1).stdout.strip().split("\n")
    notes = [one for one in findings if one["severity"] == "info"]
    assert told[0] == f"error: {error['where']}: {error['text']}"
    assert sum(int(line.split()[0]) for line in told[1:-2]) == len(notes)
    assert told[-2] == "Every one of them: --all"
    assert told[-1].endswith(f" cases; 1 to mend, {len(notes)} to know")
    assert len(zhyto(*words, "--all", code=1).stdout.strip().split("\n")) == len(findings) + 1
