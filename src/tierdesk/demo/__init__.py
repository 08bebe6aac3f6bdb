"""The built-in demo book: invented customers whose dates lie around the moment it is made."""
