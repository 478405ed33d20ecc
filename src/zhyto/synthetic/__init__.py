"""A synthetic region: people, households, facts, incomes, claims and payments that look like a real register and belong to nobody."""
