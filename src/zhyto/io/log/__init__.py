"""The public log's files, for its owner, its readers and its witnesses; `source` alone fetches them."""
