"""The pages of the app: each reads widgets, asks the collection, and draws what it returned."""
