"""Two versions or two instruments side by side, and what of it goes into files."""
