"""tierdesk: a terminal desk for people who sell."""

__version__ = "0.1.0"
