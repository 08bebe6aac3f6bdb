"""One registry of verbs; every front door reads it."""
