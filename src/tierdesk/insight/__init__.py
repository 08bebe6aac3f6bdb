"""Looking at the whole book: what it is owed and what follows from that. Pure."""
