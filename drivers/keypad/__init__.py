"""The evaluation keypad: five keys beside the screen."""
