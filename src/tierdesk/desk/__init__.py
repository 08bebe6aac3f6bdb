"""The application: load, apply a change, undo, tell who listens."""
