"""The app measured in a real browser: how long a visitor waits, and many visitors at once."""
