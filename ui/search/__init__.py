"""The first page: what to try, and the model that puts hits in order."""
