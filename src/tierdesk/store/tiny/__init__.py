"""The TinyDB file engine: a data file that any TinyDB opens, made durable by a journal.

`FileStore` is the engine, `DeskDB` the same thing behind TinyDB's interface. This package
knows documents and bytes; it knows nothing of customers. The format is docs/data-format.md.
"""
