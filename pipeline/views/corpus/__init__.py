"""What is held and what is missing, what was taken in, and why a file was not."""
