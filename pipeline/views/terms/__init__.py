"""Terms on the screen and in files: a concept's forms, renderings, what needs care, the table."""
