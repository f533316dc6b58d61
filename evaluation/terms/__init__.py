"""The table of terms: its use, senses, alerts and mined pairs."""
