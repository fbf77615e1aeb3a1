"""The slip printer: ESC/POS over a serial line or TCP, Chinese text, and proof that the slip came out."""
