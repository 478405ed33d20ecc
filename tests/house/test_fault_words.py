"""Every refusal and every reason is said in Ukrainian: the catalogue is whole, nothing in it is spare, and the command line speaks it."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from commands import EXAMPLE, answer, edited, zhyto
from small_log import month, published
from zhyto.faults import Fault
from zhyto.io.files.texts import UKRAINIAN, ukrainian
from zhyto.texts import Said, as_is, how_many, in_a_row
from zhyto.texts.catalogue import Catalogue

KERNEL = Path(__file__).resolve().parents[2] / "src" / "zhyto"
KEYWORDS = {"Said": None, "how_many": (1, 2)}
"""As `make texts` tells them to Babel."""
NAMES = {"NAME", "KEY", "SHARES"}
"""Places for a value in a command, as its help has them."""
ENGLISH = {"a", "an", "and", "are", "as", "at", "be", "has", "is", "it", "not", "of", "or", "that", "the", "this", "was", "which", "with"}
"""Words that nothing is called by."""
WHATEVER = {"FileExistsError", "LawConflict", "OSError", "FileNotFoundError", "UsageError", "Untranslatable", "fail"}
"""What raises texts that people read, beside what the types see to (`Fault`, and all that fills one)."""
ERRORS = {"ledger/verify.py": "ValueError", "ledger/tiles.py": "ValueError"}
"""Modules whose ValueError `zhyto verify` gives as a reason."""


def entries(name: str) -> Catalog:
    with (UKRAINIAN / f"{name}.po").open("rb") as file:
        return read_po(file)


CATALOGUE = entries("zhyto")
OURS = [message for message in CATALOGUE if message.id]
OTHERS = [message for message in entries("others") if message.id]
ENTRIES = OURS + OTHERS


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def told(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def gaps(text: str) -> set[tuple[str, str, str | None]]:
    return {(name, spec or "", conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None}


def test_the_catalogue_has_every_text_of_the_code_and_no_other() -> None:
    found = {message for _, _, message, _, _ in extract_from_dir(KERNEL, [("**.py", "python")], keywords=KEYWORDS)}
    assert len(found) > 1000
    known = {ids(message) if len(ids(message)) > 1 else message.id for message in OURS}
    assert not found - known, "`make texts` adds these; then say them in Ukrainian in src/zhyto/texts/uk"
    assert not known - found, "no code says these any more: `make texts` takes them out"
    assert not CATALOGUE.obsolete


def test_every_text_has_a_ukrainian_one_that_somebody_looked_at() -> None:
    assert not [message.id for message in ENTRIES if not all(told(message)) or message.fuzzy]
    assert len(ENTRIES) == len({ids(message)[0] for message in ENTRIES}), "a text twice"


def test_a_text_has_the_values_of_its_english() -> None:
    for message in ENTRIES:
        english = gaps(ids(message)[0])
        for text in (*ids(message), *told(message)):
            # Click names the kind of a file in front of its name; Ukrainian does without.
            assert gaps(text) == english or (message.context and english - gaps(text) <= {("kind", "", None)}), message.id


def test_a_ukrainian_text_is_ukrainian() -> None:
    for message in ENTRIES:
        english = " ".join(ids(message))
        for text in told(message):
            assert not re.search("[ыэъёЫЭЪЁ]", text), text
            plain = re.sub(r"`[^`]*`|--[a-z-]+|\{\{.*\}\}|\{\w+[^}]*\}", " ", text)
            for word in re.findall(r"[A-Za-z][A-Za-z_.]*", plain):
                # A name of a file, a column, an option or a value stands in the English text too, letter by letter; a word of English does not.
                assert word in NAMES or (word in english and word not in ENGLISH), f"{word}: {text}"


@pytest.mark.parametrize(("count", "form"), [(0, 2), (1, 0), (2, 1), (5, 2), (11, 2), (21, 0), (22, 1), (1.5, 3)])
def test_a_number_of_things_has_its_form(count: float, form: int) -> None:
    assert CATALOGUE.num_plurals == 4
    for message in OURS:
        if message.pluralizable:
            one, many = ids(message)
            values = {name: "x" for name, _, _ in gaps(one)} | {"count": count}
            said = how_many(one, many, **values)
            assert said == (one if count == 1 else many).format(**values)
            assert ukrainian().say(said) == told(message)[form].format(**values)


def test_every_number_of_things_is_told_by_its_form() -> None:
    for count, told in ((1, "1 клітинка"), (3, "3 клітинки"), (12, "12 клітинок"), (1.5, "1.5 клітинки")):
        assert ukrainian().say(how_many("{count} cell", "{count} cells", count=count)) == told


def test_the_texts_of_click_are_those_it_has() -> None:
    said = set()
    for path in Path(click.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(re.sub(r"\{\w+(![rs])?\}", "{}", node.value))
            elif isinstance(node, ast.JoinedStr):
                said.add("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values))
    for message in OTHERS:
        if message.context == "click":
            key = re.sub(r"\{\w+\}", "{}", message.id)
            # Click joins some of pieces: what is missing, its name, what may be meant.
            assert {key, re.sub(r"\. \{\}$", ".", key), re.sub(r" \{\}\.( \{\})?$", "", key)} & said, f"click says it otherwise now: {key}"


def test_no_finished_english_is_raised() -> None:
    """What the types cannot see: errors of Python and of click take any text."""
    for path in KERNEL.rglob("*.py"):
        name = path.relative_to(KERNEL).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {*WHATEVER, ERRORS.get(name)}:
                for part in node.args[:2]:
                    english = isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
                    assert not english, f"{name}:{node.lineno}: say it with Said"


def test_a_message_is_written_out_where_it_is_said() -> None:
    for path in (path for path in KERNEL.rglob("*.py") if path.parent.name != "texts"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := getattr(node.func, "id", "")) in KEYWORDS:
                assert [type(part) for part in node.args] == [ast.Constant] * (2 if name == "how_many" else 1), f"{path.name}:{node.lineno}"


def test_nothing_is_called_as_it_is_that_has_words() -> None:
    for path in KERNEL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "as_is":
                for part in ast.walk(node.args[0]):
                    words = isinstance(part, ast.Constant) and isinstance(part.value, str) and re.search("[a-z]{2} [a-z]{2}", part.value)
                    assert not words, f"{path.name}:{node.lineno}: {part.value}"


def test_a_text_is_its_english_and_keeps_what_it_is_made_of() -> None:
    said = Said("no file {file!r}", file="x y")
    assert said == "no file 'x y'"
    assert ukrainian().say(said) == "файлу 'x y' немає"
    assert ukrainian().say("no file 'x y'") == "no file 'x y'"
    assert ukrainian().say(as_is("check the path {}")) == "check the path {}"
    assert ukrainian().say(in_a_row(["a.csv", Said("check the path")], ": ")) == "a.csv: перевірте шлях"
    assert ukrainian().say(Said("what nobody wrote, {name}", name=1)) == "what nobody wrote, 1"
    assert Catalogue(['msgid ""\nmsgstr "header"\n\nmsgid "new"\nmsgstr ""\n']).say(Said("new")) == "new"
    assert Catalogue([]).say(how_many("{count} thing", "{count} things", count=2)) == "2 things"


def test_a_text_survives_another_process() -> None:
    said = how_many("{count} cell", "{count} cells", count=5)
    again = pickle.loads(pickle.dumps(said))
    assert again == "5 cells"
    assert ukrainian().say(again) == "5 клітинок"
    assert copy.deepcopy(said) is said


def test_a_place_names_what_there_is() -> None:
    x, y, z = map(as_is, "xyz")
    assert str(Fault("a.csv", 3, "amount", x, y, z)) == "a.csv:3:amount: found x; expected y; z"
    assert [Fault("a", row, column, x, y, z).place for row, column in ((3, ""), (0, "b"), (0, ""))] == ["a:3", "a:b", "a"]
    told = Fault("a", 2, "b", Said("no file {file}", file=1), Said("a text"), Said("mend it")).said
    assert ukrainian().say(told) == "a:2:b: знайдено: файлу 1 немає; очікується: текст; виправте"


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


def test_what_stands_between_texts_is_said_in_the_language() -> None:
    row = in_a_row(["one", "two"], Said(" or "))
    assert row == "one or two"
    assert ukrainian().say(row) == "one або two"
    assert ukrainian().say(Said("did you mean {near}?", near=row)) == "може, one або two?"
    told = zhyto("law", "cases", "pension_floor", code=2).stderr
    assert " or " not in told
