"""The uninterruptible power supply."""
