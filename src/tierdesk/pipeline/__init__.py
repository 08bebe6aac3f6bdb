"""Stages, moves, outcomes. Pure."""
