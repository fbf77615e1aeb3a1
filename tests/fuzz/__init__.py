"""Every parser of bytes from outside, fed with bytes that nobody meant."""
