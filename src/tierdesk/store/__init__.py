"""Keeping the book: the port (`port`) and its engines, one package each."""
