"""Themes as values: their files, their contrast, the shelf they stand on. Knows no screen library."""
