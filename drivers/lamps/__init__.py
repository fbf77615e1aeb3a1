"""The guide lamps at the slots."""
