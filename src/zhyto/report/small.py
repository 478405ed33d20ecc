"""Small counts are not published: a neighbour could be recognised behind them."""

from __future__ import annotations

from collections.abc import Sequence

Cell = tuple[int, int]
Bounds = dict[Cell, tuple[int, int]]


def hidden_cells(rows: Sequence[Sequence[int]], below: int, total_first: bool = False) -> frozenset[Cell]:
    """Cells (row, column) of a table of counts that must not be shown exactly.

    Counts from 1 up to below `below`, and as many others as it takes so that no hidden count follows by subtraction from the sum of its
    column (always shown unless small itself) or, where the first column is the total of the others (`total_first`), from its row: neither
    a single one, nor several that their ranges leave only one way (1–2 and 1–2 that add up to 2). The smallest counts go first.
    Where a line holds nothing else to hide, a small count may still follow.
    """
    hidden = {(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) if 0 < count < below}
    columns = range(len(rows[0])) if rows else range(0)
    across = [[(i, j) for j in columns] for i in range(len(rows))] if total_first else []
    down = [[(i, j) for i in range(len(rows))] for j in columns]
    while True:
        size = len(hidden)
        for line in (*down, *across):
            if sum(cell in hidden for cell in line) == 1:
                _hide_one(rows, hidden, line)
        if len(hidden) == size and below > 2:
            told = {cell for cell, (low, high) in _bounds(rows, hidden, below, total_first).items() if low == high < below}
            for line in (*across, *down):
                if told & set(line) and _hide_one(rows, hidden, line):
                    told -= set(line)
        if len(hidden) == size:
            return frozenset(hidden)


def _hide_one(rows: Sequence[Sequence[int]], hidden: set[Cell], line: Sequence[Cell]) -> bool:
    """Hide the smallest count of a line that is still shown; False where none is."""
    others = [cell for cell in line if cell not in hidden and rows[cell[0]][cell[1]] > 0]
    if others:
        hidden.add(min(others, key=lambda cell: (rows[cell[0]][cell[1]], cell)))
    return bool(others)


def _bounds(rows: Sequence[Sequence[int]], hidden: set[Cell], below: int, total_first: bool) -> Bounds:
    """What a reader can work out about each hidden count: least and most."""
    most = max((sum(column) for column in zip(*rows, strict=True)), default=0)
    known: Bounds = {cell: (1, below - 1) if rows[cell[0]][cell[1]] < below else (below, most) for cell in hidden}
    lines: list[list[tuple[Cell, int]]] = []
    totals: list[tuple[int, int]] = []
    for j in range(len(rows[0]) if rows else 0):
        lines.append([((i, j), 1) for i in range(len(rows))])
        total = sum(row[j] for row in rows)
        totals.append((1, below - 1) if 0 < total < below else (total, total))
    if total_first:
        for i, row in enumerate(rows):
            lines.append([((i, 0), -1), *[((i, j), 1) for j in range(1, len(row))]])
            totals.append((0, 0))
    # Each line: the sum of its cells with their signs is between the two totals. Bounds are narrowed until nothing changes.
    parts = []
    for line, (least, greatest) in zip(lines, totals, strict=True):
        shown = sum(sign * rows[i][j] for (i, j), sign in line if (i, j) not in hidden)
        parts.append(([(cell, sign) for cell, sign in line if cell in hidden], least - shown, greatest - shown))
    changed = True
    while changed:
        changed = False
        for cells, least, greatest in parts:
            low = sum(known[cell][0] if sign > 0 else -known[cell][1] for cell, sign in cells)
            high = sum(known[cell][1] if sign > 0 else -known[cell][0] for cell, sign in cells)
            for cell, sign in cells:
                a, b = known[cell]
                rest_low, rest_high = (low - a, high - b) if sign > 0 else (low + b, high + a)
                first, last = (least - rest_high, greatest - rest_low) if sign > 0 else (rest_low - greatest, rest_high - least)
                new = (max(a, first), min(b, last))
                if new != (a, b):
                    known[cell] = new
                    low += new[0] - a if sign > 0 else b - new[1]
                    high += new[1] - b if sign > 0 else a - new[0]
                    changed = True
    return known
