"""The database of books and payments (`store`), and files of bank, post and recipients."""
