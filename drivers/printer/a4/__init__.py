"""The A4 printer: documents over IPP, tracked until the printer itself says that they came out."""
