"""Lets the tests of the parts of the screen find their common steps."""
