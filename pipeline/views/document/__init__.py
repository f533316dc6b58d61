"""One text to read: its head, its contents, its words, its notes."""
