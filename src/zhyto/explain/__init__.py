"""Why a right is due, claimable, not due or unknown: a tree from the result to the facts, in words.

`explain` turns the steps of the reference evaluator into sentences of one language; `to_text`, `to_json` and `to_html` lay
them out. What is told is what was computed: the branch taken, the facts read, the figures used. No NumPy.

In reading order: `data` (what is said), `words` and `speaker` (how values are said), `places` (where an expression stands),
`formulas`, `conditions` and `tree` (one class, told in three parts), `telling` (the whole), `layouts`; `provision` tells a rule before anybody's facts.
"""

from zhyto.explain.data import Condition, Doubt, Explanation, Fact, Figure, Missing, Node
from zhyto.explain.layouts import to_html, to_json, to_text
from zhyto.explain.places import MONTHS
from zhyto.explain.provision import provision
from zhyto.explain.speaker import Speaker
from zhyto.explain.telling import explain, explain_household
from zhyto.explain.tree import walk
from zhyto.explain.words import distinct, flat, lower, side, titled
from zhyto.texts.spoken import NBSP, Lang, plural, speak_day, speak_month, speak_months, speak_number

__all__ = [
    "MONTHS",
    "NBSP",
    "Condition",
    "Doubt",
    "Explanation",
    "Fact",
    "Figure",
    "Lang",
    "Missing",
    "Node",
    "Speaker",
    "distinct",
    "explain",
    "explain_household",
    "flat",
    "lower",
    "plural",
    "provision",
    "side",
    "speak_day",
    "speak_month",
    "speak_months",
    "speak_number",
    "titled",
    "to_html",
    "to_json",
    "to_text",
    "walk",
]
