"""Code scanners on a serial line or as a keyboard, their simulators, and codes read from camera frames."""
