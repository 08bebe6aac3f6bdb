"""The weights screen behind its place: the draft and its steps, what it would do, what is asked of it."""
