"""From shares to people's accounts, as transactions on tables.

In reading order: `words` (states), `tables`, `checks` (what is given), `recipients`, `reference`, `queries`, `cycle` (prepare, approve, send, close),
`duplicates` and `asking` (may two recipients be one?), `answers` (bank and post), `reviews` (what officers decide), `clock`, `status`.
"""
