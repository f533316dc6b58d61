"""Good practices, networks and dated events on the screen and in files."""
