"""The files of the public log, for its owner, its readers and its witnesses."""
