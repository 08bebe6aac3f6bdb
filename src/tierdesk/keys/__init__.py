"""What can be pressed: actions with their default keys, the user's keymap, the reference."""
