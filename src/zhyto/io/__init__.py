"""The one place where files are read and written: packs, registers, results."""
