"""A register's files: read with every fault in one pass (`reader`, over `tables` and `cells`), written, its template, one household of it."""
