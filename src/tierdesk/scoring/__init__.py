"""Grading: model, value maps, score, tier, explanation. Pure."""
