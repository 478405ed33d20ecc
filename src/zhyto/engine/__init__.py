"""What a law gives: for one household step by step, and for a whole register at once."""
