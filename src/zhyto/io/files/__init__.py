"""Any file: whole or not at all; and the texts of refusals."""
