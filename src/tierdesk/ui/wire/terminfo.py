"""What the terminal's own description says, where guessing would be wrong. Nothing else is asked of
it: all sequences that are written here are known to every terminal of the last thirty years.
"""

from collections.abc import Mapping


def erases_in_colour(environment: Mapping[str, str]) -> bool:
    """Whether erased cells take the background that is on (terminfo's `bce`), so that a coloured
    line needs no blanks up to its end. tmux does it, though the description it goes by, made for
    older ones, does not say so; since 3.2 it gives its own name."""
    if environment.get("TERM_PROGRAM") == "tmux":
        return True
    try:
        import curses

        curses.setupterm(environment.get("TERM", ""), 1)
    except (ImportError, curses.error):
        return False
    return curses.tigetflag("bce") > 0
