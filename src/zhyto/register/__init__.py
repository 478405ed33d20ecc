"""Who lives here: residents as columns, one household as a record, the places of a region, and all of it as it stood in a month."""
