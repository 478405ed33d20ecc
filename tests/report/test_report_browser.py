"""The report page as its readers meet it: in a browser without scripts, on a phone, by keyboard, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sample_report import sample, tiny
from zhyto.report import render

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as run:
        # Inside containers Chromium often may not make its own sandbox; the pages are ours.
        opened = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(render(sample()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page with scripts forbidden, as the strictest reader has it."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def test_nothing_is_loaded_and_nothing_is_complained_of(browser: Any, address: str) -> None:
    opened = browser.new_page()
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    assert said == []
    assert [url for url in asked if url != address and not url.startswith("data:")] == []
    opened.close()


def test_language_switch_works_without_scripts(page: Any) -> None:
    uk, en = page.locator("main > .uk"), page.locator("main > .en")
    assert uk.is_visible()
    assert not en.is_visible()
    page.get_by_text("English", exact=True).click()
    assert en.is_visible()
    assert not uk.is_visible()
    assert page.locator("main h1:visible").inner_text() == "What people are due, and what they received"
    assert en.get_attribute("lang") == "en"


def test_hidden_language_is_silent_for_screen_readers(page: Any) -> None:
    heard = page.locator("body").aria_snapshot()
    assert "Що належить людям" in heard
    assert "What people are due" not in heard
    page.locator("#lang-en").check()
    heard = page.locator("body").aria_snapshot()
    assert "What people are due" in heard
    assert "Що належить людям" not in heard


def test_landmarks_are_there_once(page: Any) -> None:
    heard = page.locator("body").aria_snapshot().splitlines()
    for role in ("banner", "main", "contentinfo"):
        assert sum(line.strip().startswith(f"- {role}") for line in heard) == 1
    assert page.get_by_role("navigation", name="Зміст").count() == 1
    assert page.get_by_role("radiogroup").count() + page.get_by_role("group").count() >= 1
    tables = page.get_by_role("table")
    assert tables.count() == 16
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("heading", level=2).count() == 10


def test_keyboard_reaches_the_content_the_switch_and_the_wide_tables(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.locator("a.skip:visible").evaluate("element => element === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("#lang-en").is_checked()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#lang-uk").is_checked()
    region = page.get_by_role("region", name="Громади: належне, виплачене й незаявлене (грн)")
    region.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert region.evaluate("element => element === document.activeElement && element.scrollTop > 0")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("lang", ["uk", "en"])
def test_page_never_scrolls_sideways(browser: Any, address: str, width: int, lang: str) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(address)
    opened.locator(f"#lang-{lang}").check()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    outside = opened.evaluate(
        """width => [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg, .vh') && e.checkVisibility()
           && e.getBoundingClientRect().right > width + 0.5).map(e => e.outerHTML.slice(0, 80))""",
        width,
    )
    assert outside == []
    opened.close()


def test_names_on_the_map_do_not_run_into_each_other(browser: Any, address: str) -> None:
    for width in (1280, 360):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        opened.goto(address)
        boxes = opened.evaluate(
            """() => [...document.querySelectorAll('.uk .names text')].filter(e => e.checkVisibility())
               .map(e => e.getBoundingClientRect())
               .map(b => [b.left, b.top + b.height / 4, b.right, b.bottom - b.height / 4])"""
        )
        assert len(boxes) >= 6
        pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
        assert [(a, b) for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []
        opened.close()


def test_paper_shows_whole_tables_and_open_examples(browser: Any, address: str) -> None:
    opened = browser.new_page(viewport={"width": 700, "height": 1000})
    opened.goto(address)
    opened.emulate_media(media="print")
    cut = opened.evaluate("() => [...document.querySelectorAll('.uk .scroll')].filter(e => e.scrollHeight > e.clientHeight).length")
    assert cut == 0
    # A4 within its margins is about 700 pixels wide.
    assert opened.evaluate("document.documentElement.scrollWidth") <= 700
    assert not opened.locator("fieldset.lang").is_visible()
    assert opened.pdf(format="A4").startswith(b"%PDF")
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["uk", "en"])
@pytest.mark.parametrize("which", [sample, tiny], ids=["region", "tiny"])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, scheme: str, lang: str, which: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    file = tmp_path / "report.html"
    file.write_text(render(which()), encoding="utf-8")
    opened = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    opened.goto(file.as_uri())
    opened.locator(f"#lang-{lang}").check()
    found = axe.Axe().run(opened).response["violations"]
    assert [(item["id"], [node["html"][:120] for node in item["nodes"]][:3]) for item in found] == []
    opened.context.close()
