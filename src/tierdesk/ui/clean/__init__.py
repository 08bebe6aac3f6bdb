"""The Clean screen behind its place: the look at the whole book, its pages, and the merge of two."""
