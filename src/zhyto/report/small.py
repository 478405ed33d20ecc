"""Small counts are not published: a neighbour could be recognised behind them."""

from __future__ import annotations

from collections.abc import Sequence

Cell = tuple[int, int]


def hidden_cells(rows: Sequence[Sequence[int]], below: int, total_first: bool = False) -> frozenset[Cell]:
    """Cells (row, column) of a table of counts that must not be shown exactly.

    Counts from 1 up to below `below`, and as many others as it takes so that no hidden count follows by subtraction from the sum of its
    column (always shown) or, where the first column is the total of the others (`total_first`), from its row. The smallest counts go first.
    """
    hidden = {(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) if 0 < count < below}
    columns = range(len(rows[0])) if rows else range(0)
    while True:
        size = len(hidden)
        lines = [[(i, j) for i in range(len(rows))] for j in columns]
        if total_first:
            lines += [[(i, j) for j in columns] for i in range(len(rows))]
        for line in lines:
            if sum(cell in hidden for cell in line) == 1:
                others = [cell for cell in line if cell not in hidden and rows[cell[0]][cell[1]] > 0]
                if others:
                    hidden.add(min(others, key=lambda cell: (rows[cell[0]][cell[1]], cell)))
        if len(hidden) == size:
            return frozenset(hidden)
