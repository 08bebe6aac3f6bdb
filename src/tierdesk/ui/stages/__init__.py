"""The stages on the screen behind their place: what was looked up, rows, and what each asks."""
