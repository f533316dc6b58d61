"""Parts that pages share: choices, files, pages of a long list."""
