"""The page that checks receipts in a browser: it agrees with `receipt.check` on good ones and on every forged one, and everybody can use it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_receipt import AT, BOOKS, FIELDS, GOOD, LOG, issue, other, refused

from formats_released import FOLDER
from small_log import KEY, ORIGIN, POLICY, WITNESSES, Log
from zhyto.faults import InputRefused
from zhyto.io.log import publicfiles
from zhyto.ledger import leaf, receipt
from zhyto.ledger.notes import COSIGNS, SIGNS, SigningKey
from zhyto.ledger.policy import make_policy, read_policy
from zhyto.ledger.verify import verify_receipt

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as run:
        # Inside containers Chromium often may not make its own sandbox; the page is ours.
        opened = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "verify.html"
    publicfiles.write_page(file)
    return file.as_uri()


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 360, "height": 740})
    opened.goto(address)
    yield opened
    opened.close()


def judge(page: Any, data: receipt.Receipt | bytes | str, policy: str = POLICY.text()) -> dict[str, Any]:
    text = data if isinstance(data, str) else data.decode() if isinstance(data, bytes) else data.text().decode()
    found: dict[str, Any] = page.evaluate(
        "async ([one, other]) => { const f = await checkReceipt(one, other); return {ok: f.ok, failed: f.failed.map(x => x.en)} }",
        [text, policy],
    )
    return found


def test_receipts_of_every_format_are_checked_and_later_ones_are_told_apart(page: Any) -> None:
    for sample in FOLDER.iterdir():
        policy = (sample / "log" / "policy").read_text(encoding="utf-8")
        for name in ("receipt.json", "receipt.txt"):
            assert judge(page, (sample / name).read_bytes(), policy) == {"ok": True, "failed": []}
    later = (GOOD.text().replace(b"zhyto receipt 2", b"zhyto receipt 3"), GOOD.payload().replace("ZHYTO1:", "ZHYTO2:"))
    for text in later:
        assert "A later Zhyto wrote this receipt" in " ".join(judge(page, text)["failed"])
    for forged in (GOOD.text().replace(b"zhyto receipt 2", b"zhyto receipt 1"), GOOD.text().replace(b'"made_by": "zhyto ', b'"made_by": "for ')):
        assert not judge(page, forged)["ok"]
        assert refused(forged)



@pytest.mark.parametrize("at", [0, AT, len(LOG.entries) - 1])
def test_a_good_receipt_is_good(page: Any, at: int) -> None:
    made = issue(at=at)
    assert judge(page, made) == {"ok": True, "failed": []}
    assert judge(page, made.payload())["ok"]


@pytest.mark.parametrize("where", FIELDS, ids=str)
def test_each_field_changed_is_refused(page: Any, where: tuple[Any, ...]) -> None:
    fields = json.loads(GOOD.text())
    holder = fields
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = other(holder[where[-1]])
    assert not judge(page, json.dumps(fields))["ok"]


def forgeries() -> dict[str, receipt.Receipt]:
    foreign = SigningKey("example.org/other", SIGNS, b"O" * 32)
    thief = SigningKey(WITNESSES[1].name, COSIGNS, b"T" * 32)
    return {
        "of another log": issue(Log(LOG.entries, key=foreign)),
        "of another key": issue(Log(LOG.entries, key=SigningKey(ORIGIN, SIGNS, b"x" * 32))),
        "no witness": issue(Log(LOG.entries, witnesses=())),
        "one witness": issue(Log(LOG.entries, witnesses=WITNESSES[:1])),
        "a thief": issue(Log(LOG.entries, witnesses=(WITNESSES[0], thief))),
        "one witness twice": issue(Log(LOG.entries, witnesses=(WITNESSES[0], WITNESSES[0]))),
        "another opening": replace(GOOD, opening=BOOKS.openings[AT + 1]),
        "another place": replace(GOOD, index=AT + 1),
        "another leaf": replace(GOOD, entry=LOG.entries[AT + 1]),
        "minus": replace(GOOD, opening=replace(GOOD.opening, amount=-GOOD.opening.amount)),
        "a kopeck": replace(GOOD, opening=replace(GOOD.opening, amount=GOOD.opening.amount + 1)),
        "the group's order more": replace(GOOD, opening=replace(GOOD.opening, amount=GOOD.opening.amount + leaf.pedersen.N)),
    }


@pytest.mark.parametrize("name", forgeries())
def test_the_page_refuses_what_the_library_refuses(page: Any, name: str) -> None:
    forged = forgeries()[name]
    assert refused(forged)
    assert not judge(page, forged)["ok"]


@pytest.mark.parametrize("text", ["{}", "[]", "null", "ZHYTO1:", "ZHYTO1:A", "ZHYTO1:!!!", GOOD.payload()[:-3], GOOD.payload() + "000"])
def test_what_is_no_receipt_is_refused(page: Any, text: str) -> None:
    assert judge(page, text)["failed"] == ["This is no receipt: the text is not whole, or was changed."]


def test_a_text_with_breaks_and_spaces_around_it_is_read(page: Any) -> None:
    packed = GOOD.payload()
    broken = "\r\n".join(packed[at : at + 60] for at in range(0, len(packed), 60))
    for text in (f"  {packed}\n\n", f"\n{broken}\n"):
        assert judge(page, text)["ok"]
        assert verify_receipt(receipt.parse(text.encode()), POLICY).ok
    # A space is a letter of the code: none may be left out, none be put in.
    spaced = packed[:100] + " " + packed[100:]
    assert not judge(page, spaced)["ok"]


def test_a_field_left_empty_is_no_forgery(page: Any) -> None:
    for one, trust, said in (("", POLICY.text(), "no receipt"), (GOOD.text().decode(), " \n", "no policy")):
        page.locator("#receipt").fill(one)
        page.locator("#policy").fill(trust)
        page.locator("#check").click()
        page.locator("#result .verdict").wait_for()
        assert said in page.locator("#result").inner_text() or "немає" in page.locator("#result").inner_text()
        assert "Не покладайтеся" not in page.locator("#result").inner_text()
        assert said in judge(page, one, trust)["failed"][0]


def test_the_payment_is_told_in_words(page: Any) -> None:
    page.locator("#receipt").fill(GOOD.text().decode())
    page.locator("#policy").fill(POLICY.text())
    page.locator("#check").click()
    page.locator("#result.good").wait_for()
    told = page.locator("#result").inner_text()
    hromada, category, source = GOOD.opening.account.split(":")[2:]
    for part in (f"Громада\n{hromada}", f"Хто отримує\n{category}", f"Джерело коштів\n{source}", f"запис № {AT + 1}, рахуючи від першого"):
        assert part in told, told
    assert "Expenses" not in told


def test_every_character_of_the_packed_form_counts(page: Any) -> None:
    packed = replace(GOOD, decision="").payload()
    for at in range(8, len(packed), 97):
        changed = packed[:at] + ("0" if packed[at] != "0" else "1") + packed[at + 1 :]
        assert not judge(page, changed)["ok"], at


def test_the_policy_is_the_reader_s(page: Any) -> None:
    alone = Log(LOG.entries, witnesses=WITNESSES[:1])
    assert judge(page, issue(alone), make_policy(KEY.verifier, [key.verifier for key in WITNESSES], 1).text())["ok"]
    for bad in (
        "quorum none\n",
        POLICY.text().replace("quorum", "quorums"),
        POLICY.text().replace("group witnesses 2", "group witnesses 3"),
        POLICY.text() + "quorum none\n",
    ):
        assert "policy cannot be read" in judge(page, GOOD, bad)["failed"][0]


def test_odd_words_are_written_alike(page: Any) -> None:
    """JSON of the words must be the same bytes in both languages of programming."""
    odd = replace(BOOKS.openings[AT], account='Expenses:Hromada:Ґ"\\/\n\t\u007f\u2028😀:x:y', reference="\u0001")
    entries = list(LOG.entries)
    entries[AT] = leaf.posting(odd, 1)
    log = Log(entries)
    made = receipt.make(entries[AT], AT, odd, log.tree(), log.note())
    assert not refused(made)
    assert judge(page, made)["ok"]
    assert judge(page, made.payload())["ok"]


def test_amounts_of_any_sign_and_size(page: Any) -> None:
    for amount in (0, 1, -1, 2**53 - 1, 1 - 2**53):
        one = replace(BOOKS.openings[AT], amount=amount)
        log = Log([*LOG.entries[:AT], leaf.posting(one, 1)])
        assert judge(page, receipt.make(log.entries[AT], AT, one, log.tree(), log.note()))["ok"]


def altered(rng: random.Random) -> list[tuple[str, str]]:
    """Receipts and policies, each changed in some way that a person, a program or a forger might: (receipt, policy)."""
    text, packed, policy = GOOD.text().decode(), GOOD.payload(), POLICY.text()
    made = [(start + one + end, policy) for one in (text, packed) for start, end in ((" ", "\n"), ("\ufeff", ""), ("\u00a0", ""), ("", "\x85"), ("", "0"))]
    made += [(text + " " * 70_000, policy), (packed.lower(), policy), (text, policy.replace("\n", "\r\n")), (text, "\ufeff" + policy), (text, policy + "log\n")]
    made += [(text, policy + "#" * (65_536 - len(policy))), (text, policy + "#" * (65_537 - len(policy)))]
    index, amount = f'"index": {GOOD.index}', f'"amount": {GOOD.opening.amount}'
    for number in (index, amount):
        name = number.split(":")[0]
        made += [(text.replace(number, new), policy) for new in (number + ".0", number + "e0", f"{name}: 1.0, {number}", f"{name}: 1, {number}")]

    def letters(one: str, others: str) -> str:
        found, at = list(one), rng.randrange(len(one))
        lines, line = one.split("\n"), rng.randrange(one.count("\n") + 1)
        lines.insert(rng.randrange(len(lines)), lines[line])
        choice = rng.randrange(5)
        found[at : at + 1] = ([rng.choice(others)], [found[at], rng.choice(others)], [], [found[at]] * 2, [found[at]])[choice]
        return "\n".join(lines) if choice == 4 else "".join(found)

    made += [(letters(one, '0aZ=+/ \n\t\u00a0"{}[]:,—\0é1'), policy) for one in (text, packed) for _ in range(100)]
    made += [(text, letters(policy, "\n\r\t #=+A1\u00a0\ufeff\x85\u2003\v")) for _ in range(100)]
    for where in FIELDS * 3:
        fields = json.loads(text)
        holder = fields
        for step in where[:-1]:
            holder = holder[step]
        old = holder[where[-1]]
        new = [None, 0, -1, 1.5, "", [], {}, True, 2**53, 10**30, "AAAA", old, [old], "\u202e", "0000-01-01", "2026-W04-2"]
        holder[where[-1]] = rng.choice(new if where != ("checkpoint",) else [letters(old, "\n\r\t =\u00a0\ufeff\x85\u2028\x7f+A—") for _ in range(9)])
        made.append((json.dumps(fields), policy))
    for decision in (None, "", 0, "\ud800", "a\nb", "x" * 300, []):
        made.append((json.dumps({**json.loads(text), "decision": decision}), policy))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_page_and_command_say_the_same(page: Any, seed: int) -> None:
    cases = altered(random.Random(seed))
    asked = "async all => { const out = []; for (const [one, other] of all) out.push((await checkReceipt(one, other)).ok); return out }"
    judged: list[bool] = page.evaluate(asked, cases)
    told = []
    for one, trust in cases:
        try:
            told.append(verify_receipt(receipt.parse(one.encode()), read_policy(trust.encode())).ok)
        except InputRefused:
            told.append(False)
    assert [case for case, here, there in zip(cases, judged, told, strict=True) if here != there] == []
    assert 10 < sum(told) < len(cases) / 4


# as people meet it


def test_by_keyboard_with_files_and_heard(browser: Any, address: str, tmp_path: Path) -> None:
    (tmp_path / "receipt.json").write_bytes(GOOD.text())
    (tmp_path / "policy.txt").write_text(POLICY.text(), encoding="utf-8")
    opened = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.get_by_label("Файл квитанції").set_input_files(tmp_path / "receipt.json")
    opened.get_by_label("Файл політики").set_input_files(tmp_path / "policy.txt")
    opened.wait_for_function("document.getElementById('policy').value.length > 0 && document.getElementById('receipt').value.length > 0")
    opened.get_by_label("Файл політики").focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    heard = opened.get_by_role("status")
    heard.get_by_text("✓ Квитанція справжня").wait_for()
    assert GOOD.opening.reference in heard.inner_text()
    assert "example.org/council (2026-02-02 02:40 UTC)" in heard.inner_text()
    assert "genuine" not in heard.inner_text()
    opened.get_by_role("button", name="English").click()
    assert "The receipt is genuine" in heard.inner_text()
    # A changed text is no longer vouched for by the verdict that stood there.
    opened.get_by_label("1. The receipt").fill(GOOD.text().decode().replace(GOOD.opening.reference, "another"))
    assert heard.inner_text() == ""
    opened.get_by_role("button", name="Check", exact=True).click()
    heard.get_by_text("Not proven that the receipt is genuine").wait_for()
    # A verdict does not outlive the text it is of, whichever way another text came; too long a file leaves none.
    assert heard.inner_text() != ""
    (tmp_path / "long.json").write_bytes(b" " * ((1 << 20) + 1))
    opened.get_by_label("Файл квитанції").set_input_files(tmp_path / "long.json")
    opened.wait_for_function("document.getElementById('receipt').value === ''")
    assert heard.inner_text() == ""
    assert said == []
    assert [url for url in asked if url != address] == []
    opened.close()


def test_it_fits_a_phone_and_everything_has_a_name(page: Any) -> None:
    page.locator("#receipt").fill(GOOD.text().decode())
    page.locator("#policy").fill(POLICY.text())
    page.locator("#check").click()
    page.locator("#result.good").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    unnamed = "[...document.querySelectorAll('input,textarea,button')].filter(e => !(e.ariaLabel || e.labels?.length || e.textContent.trim())).length"
    assert page.evaluate(unnamed) == 0
    for box in page.locator("button").all():
        assert box.bounding_box()["height"] >= 44


def test_a_text_changed_during_the_check_is_not_vouched_for(page: Any) -> None:
    page.locator("#receipt").fill(GOOD.text().decode())
    page.locator("#policy").fill(POLICY.text())
    page.evaluate("document.getElementById('check').click(); document.getElementById('receipt').value += ' changed'")
    page.wait_for_timeout(500)
    assert page.locator("#result").inner_text() == ""
    page.locator("#receipt").fill(GOOD.text().decode())
    page.locator("#check").click()
    page.locator("#result.good").wait_for()


def test_a_receipt_cannot_speak_as_the_page(page: Any) -> None:
    """What a receipt says is shown as text, also where it pretends to be a page."""
    odd = replace(BOOKS.openings[AT], reference="<img src=x onerror=\"document.title='taken'\">")
    log = Log([*LOG.entries[:AT], leaf.posting(odd, 1)])
    page.locator("#receipt").fill(receipt.make(log.entries[AT], AT, odd, log.tree(), log.note()).text().decode())
    page.locator("#policy").fill(POLICY.text())
    page.locator("#check").click()
    page.locator("#result.good").wait_for()
    assert page.locator("#result img").count() == 0
    assert page.title() != "taken"


def test_the_page_is_one_small_file_without_addresses() -> None:
    text = publicfiles.page().decode()
    assert len(text) < 40_000
    assert "http:" not in text
    assert "https:" not in text
    assert "src=" not in text
