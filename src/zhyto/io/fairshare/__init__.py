"""The files of a sharing: in and out, its proof, its place in the public log."""
