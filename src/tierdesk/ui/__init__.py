"""The desk on screen. The only package that may import textual or rich; nothing outside imports it,
apart from the command line, in one function, to open it."""
