"""Two texts side by side: versions, instruments, wordings, and what people judge of them."""
