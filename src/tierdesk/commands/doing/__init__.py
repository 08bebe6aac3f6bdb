"""What each command does: one file a verb, imported when the verb is called.

Kept apart from the specifications so that help and completion import no rule.
"""
