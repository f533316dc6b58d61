"""What is asked of the table of terms on an open collection."""
