"""Who lives here.

In reading order: `columns` (residents as arrays, aligned by household), `record` (one household, no arrays), `convert` (between the two), `places`
(what a region lists, and what follows from living there), `snapshot` (all of it as it stood in a month, as known on a day).
"""
