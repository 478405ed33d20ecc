"""The files of results."""
