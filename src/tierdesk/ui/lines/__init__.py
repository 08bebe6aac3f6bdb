"""Pure makers of lines: values in, text with roles out. Nothing here knows the screen library, so
that every pane can be read as text in both languages.
"""
