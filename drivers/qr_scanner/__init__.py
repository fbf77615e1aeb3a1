"""Code scanners on a serial line, as a keyboard or by a camera, and their simulators."""
