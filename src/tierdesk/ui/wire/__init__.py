"""What bytes do between the desk and a terminal: how they are written, read, saved and lost.

Nothing in here knows a customer, a key binding or a colour theme.
"""
