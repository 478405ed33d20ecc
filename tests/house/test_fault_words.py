"""Every refusal and every reason is said in Ukrainian: the catalogue is whole, nothing in it is spare, and the command line speaks it."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import click
import pytest

from commands import EXAMPLE, answer, edited, zhyto
from shown_texts import CODE, GAP, Source
from small_log import month, published
from zhyto.faults import FRAME, Fault
from zhyto.io.files.texts import FOLDER, read_texts, ukrainian
from zhyto.texts.catalogue import Catalogue, gaps_of

KERNEL = Path(__file__).resolve().parents[2] / "src" / "zhyto"
FILES = sorted(FOLDER.glob("*.yaml"))
TEXTS = {key: text for file in FILES for key, text in read_texts(file).items()}
NAMES = {"NAME", "KEY", "SHARES"}
"""Places for a value in a command, as its help has them."""
ENGLISH = {"a", "an", "and", "are", "as", "at", "be", "has", "is", "it", "not", "of", "or", "that", "the", "this", "was", "which", "with"}
"""Words that nothing is called by."""


def english(key: str) -> str:
    """A text that the code could show, with something in its gaps."""
    for number in range(key.count(GAP)):
        key = key.replace(GAP, f"«{number}»", 1)
    return key


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(KERNEL)


def test_every_text_has_a_ukrainian_one(source: Source) -> None:
    assert len(source.texts) > 1000, "the source is not followed any more"
    missing = {text: where for text, where in source.texts.items() if text not in TEXTS}
    assert not missing, f"add these to src/zhyto/texts/uk: {missing}"


def literals(folder: Path) -> set[str]:
    """Texts that stand in source, named gaps as `{}`."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.sub(r"\{\w+(![rs])?\}", GAP, node.value))
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values))
    return found


def test_no_text_is_spare(source: Source) -> None:
    known = set(source.texts) | literals(KERNEL) | {os.strerror(number) for number in range(200)} | {"Name or service not known", "[Errno {}] {}"}
    spare = [key for file in FILES if file.stem != "usage" for key in read_texts(file) if key not in known]
    assert not spare, "no code shows these any more"


def test_the_texts_of_click_are_those_it_has() -> None:
    said = literals(Path(click.__file__).parent)
    for key in read_texts(FOLDER / "usage.yaml"):
        # Click joins some of pieces: what is missing, its name, what may be meant.
        assert {key, re.sub(r"\. \{\}$", ".", key), re.sub(r" \{\}\.( \{\})?$", "", key)} & said, f"click says it otherwise now: {key}"


def test_no_text_stands_in_two_files() -> None:
    assert sum(len(read_texts(file)) for file in FILES) == len(TEXTS)
    for file in FILES:
        keys = re.findall(r"^(?![#])(\S.*?): ", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(keys) == len(read_texts(file)), f"{file.name}: a key twice, or a text of several lines"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_text_has_the_gaps_of_its_key(file: Path) -> None:
    for key, text in read_texts(file).items():
        gaps = set(gaps_of(text))
        # Click names the kind of a file in front of its name; Ukrainian does without.
        assert gaps == set(range(key.count(GAP))) or (file.stem == "usage" and key.startswith("{} {} ")), key
        told = ukrainian().say(english(key))
        assert all(f"«{number}»" in told for number in gaps), key


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_ukrainian_text_is_ukrainian(file: Path) -> None:
    for key, text in read_texts(file).items():
        assert not re.search("[ыэъёЫЭЪЁ]", text), key
        plain = re.sub(r"`[^`]*`|--[a-z-]+|\{\{.*?\}\}|\{\d\}", " ", text)
        for word in re.findall(r"[A-Za-z][A-Za-z_.]*", plain):
            # A name of a file, a column, an option or a value stands in the English text too, letter by letter; a word of English does not.
            assert word in NAMES or (word in key and word not in ENGLISH), f"{word}: {text}"
        assert re.search("[А-Яа-яІіЇїЄєҐґ]", plain) or not re.search(r"[a-z] [a-z]", key) or CODE.fullmatch(key), key


def test_gaps_go_where_the_text_wants_them() -> None:
    words = Catalogue({"{} of {}": "{1}: {0}", "no {} at all": "зовсім немає {0}", "a good thing": "добра річ", "; did you mean {}?": "; може, {0}?"})
    assert words.say("two of five") == "five: two"
    assert words.say("no a good thing at all") == "зовсім немає добра річ"
    assert words.say("a good thing; did you mean x?") == "добра річ; може, x?"
    assert words.say("file.csv: a good thing") == "file.csv: добра річ"
    assert words.say("what nobody wrote") == "what nobody wrote"


def test_a_value_of_the_data_is_never_translated() -> None:
    assert ukrainian().say("one of check the path") != "one of check the path"
    assert ukrainian().say("no file 'check the path'") == "файлу 'check the path' немає"
    assert ukrainian().say("a column text") == "стовпець text"


def test_a_place_names_what_there_is() -> None:
    assert str(Fault("a.csv", 3, "amount", "x", "y", "z")) == "a.csv:3:amount: found x; expected y; z"
    assert [Fault("a", row, column, "", "", "").place for row, column in ((3, ""), (0, "b"), (0, ""))] == ["a:3", "a:b", "a"]
    assert ukrainian().fault(Fault("a", 0, "", "no file", "a text", "mend it")) == "a: знайдено: файлу немає; очікується: текст; виправте"
    assert ukrainian().say(str(Fault("a", 2, "b", "no file", "a text", "mend it"))) == "a:2:b: знайдено: файлу немає; очікується: текст; виправте"
    assert FRAME in TEXTS


def test_a_bad_source_is_refused_in_ukrainian(tmp_path: Path) -> None:
    table = tmp_path / "sources.csv"
    table.write_text("source,amount_uah\nobl,12.345\n", encoding="utf-8")
    words = ("fund", "share", EXAMPLE, "--month", "2026-01", "--sources", table, "--out", tmp_path / "out")
    told = zhyto(*words, code=2).stderr
    assert "sources.csv:2:amount_uah: знайдено: '12.345': не сума щонайбільше з двома знаками після крапки; очікується: цілі копійки, від 0; " in told
    assert "found '12.345', no amount with at most two decimals; expected" in zhyto(*words, "--lang", "en", code=2).stderr
    fault = answer(*words, code=2)["faults"][0]
    assert fault["expected"] == "whole kopecks, 0 or more"
    assert fault["expected_uk"] == "цілі копійки, від 0"


def test_a_faulty_register_is_refused_in_ukrainian(tmp_path: Path) -> None:
    folder = edited(tmp_path / "register", "persons.csv", "1", "×")
    told = zhyto("register", "check", folder, code=2).stderr
    assert "знайдено: " in told
    assert "очікується: " in told
    assert not re.search("found|expected|mend|write", told)


def test_a_tampered_log_is_explained_in_ukrainian(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    for path, data in published(month())[0].files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    bundle = next(path for path in sorted((folder / "tile" / "entries").rglob("*")) if path.is_file())
    spoiled = bytearray(bundle.read_bytes())
    spoiled[20] ^= 1
    bundle.write_bytes(bytes(spoiled))
    told = zhyto("verify", folder, code=1).stdout
    assert "корінь, обчислений із записів, інший, ніж у контрольній точці" in told
    findings = answer("verify", folder, code=1)["findings"]
    found = next(one for one in findings if one["code"] == "tree")
    assert found["why"] == ["the root computed from the entries is another than the checkpoint's"]
    assert found["why_uk"] == ["корінь, обчислений із записів, інший, ніж у контрольній точці"]


def test_mistakes_on_the_command_line_are_told_in_both_languages() -> None:
    told = zhyto("run", EXAMPLE, code=2).stderr
    assert "Помилка: не вказано параметр '--month'." in told
    assert "Довідка: " in told
    assert "Missing option '--month'." in zhyto("run", EXAMPLE, "--lang", "en", code=2).stderr
    assert "Missing option '--month'." in zhyto("run", EXAMPLE, code=2, lang="en").stderr
    assert "команди 'mars' немає" in zhyto("mars", code=2).stderr
    assert "'2026-13' — не місяць; напишіть YYYY-MM" in zhyto("run", EXAMPLE, "--month", "2026-13", code=2).stderr
    assert "'-5' — не сума" in zhyto("run", EXAMPLE, "--month", "2026-01", "--fund=-5", code=2).stderr


@pytest.mark.parametrize("words", [("run", EXAMPLE), ("mars",), ("fund", "share", "--mars"), ("verify",), ("run", EXAMPLE, "--month", "x")])
def test_mistakes_on_the_command_line_are_json_where_it_is_asked_for(words: tuple[object, ...]) -> None:
    fault = answer(*words, code=2)["faults"][0]
    assert set(fault) == {"file", "row", "column", "found", "expected", "remedy", "found_uk", "expected_uk", "remedy_uk"}
    assert fault["found"] != fault["found_uk"]


def test_a_file_that_cannot_be_written_is_told_in_ukrainian(tmp_path: Path) -> None:
    told = zhyto("register", "template", tmp_path / "nowhere" / "new.xlsx", code=2).stderr
    assert "знайдено: такого файлу або теки немає; очікується: файл або тека, які можна читати і записувати; перевірте це" in told
