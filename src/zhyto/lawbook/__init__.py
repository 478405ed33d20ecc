"""The law as a book: its pages, its figures over time, what is wrong in it, what it rests on, and how lawyers answer."""
