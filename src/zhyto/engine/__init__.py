"""What a law gives: for one household step by step, and for a whole register at once; all ways give the same.

In reading order: `reference` (one household, Fractions, a trace: the oracle), `plan` (rules → a graph of integer operations for a month), `blocks`
(the graph by NumPy), `native` and `machine` (the graph as one compiled function), `evaluate` (which of them), `trace` (what a result rests on).
"""
