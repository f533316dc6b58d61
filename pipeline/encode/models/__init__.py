"""Models made elsewhere, by folder or hub name, read without running code of theirs."""
