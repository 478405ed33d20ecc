"""What is due in a month, what can be claimed, what a claim now brings, and what changes it."""
