"""What won and lost deals say about the weights, and how sure that is."""
