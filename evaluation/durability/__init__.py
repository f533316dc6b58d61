"""What an index outlives: full disks, and what else happens to files."""
