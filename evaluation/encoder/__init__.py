"""How well and how fast texts become vectors: counterparts found, speed, what runs a model."""
