"""What is due in a month.

In reading order: `rights` (due, claimable, not due, unknown: the shape every later stage reads), `batch` (the same for any number of residents),
`accrual` (what a claim now brings: at once, and each month), `together` (what a household can hold), `arrears` (past months computed again),
`deadlines` (the clock of claims), `simulate` (what a reform changes).
"""
