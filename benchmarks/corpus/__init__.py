"""The corpus of disputed events: sheets, checks, constructions, statistics and agreement."""
