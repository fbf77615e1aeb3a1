"""The hall: what happens, in which order, for whom."""

__version__ = "0.1.0"
