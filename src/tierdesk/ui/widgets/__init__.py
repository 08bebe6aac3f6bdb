"""Passive widgets: lines in, messages in the past participle out. They know no customer, no clerk
and no sibling.
"""
