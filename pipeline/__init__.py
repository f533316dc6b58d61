"""Tongwen (同文): Chinese and English treaty and resolution texts, clause against clause.

Importing this package loads no model, no index and no heavy library; ``Collection`` is the way in.
"""

__version__ = "0.1.0"
