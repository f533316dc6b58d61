"""How well and how fast an index is searched: judged needs, rivals, size, latency."""
