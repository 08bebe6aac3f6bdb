"""The whole book graded at once, for previews of a draft: arrays instead of cases."""
