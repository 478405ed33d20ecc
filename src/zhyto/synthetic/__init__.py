"""A synthetic region: people, households, facts, incomes, claims and payments that look like a real register and belong to nobody."""

from zhyto.synthetic.make import make_region
from zhyto.synthetic.plant import merge_truth, plant_claims, plant_payments
from zhyto.synthetic.region import Region, place_totals, reconciled_margins
from zhyto.synthetic.whole import make_register, months_of

__all__ = [
    "Region",
    "make_region",
    "make_register",
    "merge_truth",
    "months_of",
    "place_totals",
    "plant_claims",
    "plant_payments",
    "reconciled_margins",
]
