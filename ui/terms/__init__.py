"""Terms: a concept, the table, a text checked, renderings."""
