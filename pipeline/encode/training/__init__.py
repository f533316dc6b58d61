"""How the built-in static model is made: paired texts and dictionaries to a model folder."""
