"""Zhyto: what every resident is due by law, what was paid, whom the law misses, and how a fund is shared."""

__version__ = "0.1.0"
