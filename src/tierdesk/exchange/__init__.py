"""Foreign formats, in and out: one file each. Sees the domain alone."""
