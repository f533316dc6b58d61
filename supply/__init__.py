"""What the program is delivered with: pins, locks, licences, advisories, the bill of materials.

``python -m supply`` lists the commands; the Makefile calls them. Nothing here is shipped.
"""
