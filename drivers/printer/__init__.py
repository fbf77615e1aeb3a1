"""Printers: the slip printer (ESC/POS) and the A4 printer (IPP)."""
