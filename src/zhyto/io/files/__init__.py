"""What any file needs: to appear whole or not at all, and the texts of refusals."""
