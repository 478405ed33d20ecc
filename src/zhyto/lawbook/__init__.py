"""The law as a book.

Its pages: `book`, `standards` (figures over time), `drawing` (the graph). What is wrong in it: `check`, with `changes` (which months are alike),
`relations` and `exclusive` (what is declared of two rights, proved or refuted), `cases` and `worked` (worked cases), `coverage` (how well it is known).
What people answer: `review` (a lawyer's sheet), `correct` (one figure). What may be read otherwise, and happens: `assumptions`, `readings`, `events`.
"""
