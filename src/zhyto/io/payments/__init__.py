"""The database of books and payments, and the files of bank, post and recipients."""
