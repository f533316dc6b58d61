"""What is held and missing; texts taken in and out by a thread of the server."""
