"""Text in, text or keys out: folding, numbering, symbols, citations, words."""
