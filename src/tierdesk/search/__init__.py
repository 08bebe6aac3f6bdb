"""The query grammar and its matcher. Pure."""
