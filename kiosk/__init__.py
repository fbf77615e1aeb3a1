"""The hall: what happens, in which order, for whom."""
