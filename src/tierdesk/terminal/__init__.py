"""What a terminal does with text: cleaning and measuring. Knows no customer and no screen."""
