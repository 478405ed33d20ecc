"""Threads change nothing: many small blocks at once give what one thread gives, values and missing facts alike."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from zhyto.engine.blocks import evaluate
from zhyto.io.packs.law import find_packs, load_law
from zhyto.io.packs.region import load_region
from zhyto.register.snapshot import Snapshot
from zhyto.synthetic.make import make_region

PACKS = find_packs()
LAW = load_law(PACKS["ukraine"].folder)
MONTH = 2026 * 12


@pytest.fixture(autouse=True)
def hurried():
    """Threads take turns as often as they can, so that a race shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("threads", [2, 4])
def test_threads_change_nothing(threads: int) -> None:
    register = make_region(load_region(PACKS["zhytomyr"].folder), 3, MONTH, LAW.inputs, 0.01)
    names = tuple(LAW.guarantees)
    alone = evaluate(LAW, register, names, MONTH, threads=1, block=200)
    assert any(result.missing is not None for result in alone.values())
    snapshot = Snapshot(register, LAW.inputs, LAW.guarantees, MONTH)
    for _ in range(12):
        together = evaluate(LAW, register, names, MONTH, threads=threads, block=200, snapshot=snapshot)
        for name in names:
            one, two = alone[name], together[name]
            lacks = np.zeros(len(one.value), np.uint64) if one.missing is None else one.missing
            other = np.zeros(len(two.value), np.uint64) if two.missing is None else two.missing
            assert np.array_equal(lacks, other), name
            assert np.array_equal(one.value[lacks == 0], two.value[lacks == 0]), name
