"""Terms of the two languages: the table, where its forms stand, what they mean there."""
