"""Work in copies of the process."""

from __future__ import annotations

import os
import sys

import pytest

from zhyto.beside import beside


def test_each_gives_what_it_gives_in_order() -> None:
    big = list(range(200_000))
    assert beside(lambda: 1, lambda: big, lambda: None, lambda: {"kopecks": 2**70}) == [1, big, None, {"kopecks": 2**70}]
    assert beside(lambda: "alone") == ["alone"]


def test_what_one_of_them_raises_is_raised() -> None:
    def refuse() -> None:
        raise ValueError("the last day is before the first")

    for tasks in ((refuse, lambda: 1), (lambda: 1, refuse)):
        with pytest.raises(ValueError, match="the last day is before the first"):
            beside(*tasks)


@pytest.mark.skipif(sys.platform != "linux", reason="no copies of a process here")
def test_a_copy_that_is_killed_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended with code 9"):
        beside(lambda: 1, lambda: os._exit(9))
