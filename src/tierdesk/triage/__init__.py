"""Cadence, queue, capacity. Pure."""
