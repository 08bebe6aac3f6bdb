"""Records and rules. Pure: no files, no clock, no environment, no translated text."""
