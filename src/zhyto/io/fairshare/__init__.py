"""The files of a sharing: in, out, its proof, its place in the public log."""
