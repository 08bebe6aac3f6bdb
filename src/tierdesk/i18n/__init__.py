"""Texts: messages as values (`message`), catalogues and formatting (`catalog`)."""
