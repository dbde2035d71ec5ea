"""A small trained network that reads an article: who says what, names, event triggers, parts of propositions."""
