"""Themes for the screen library: roles as Rich styles, a theme as Textual's own."""
