"""A month of payments rehearsed: a made-up bank, and the way from shares to the public log."""
