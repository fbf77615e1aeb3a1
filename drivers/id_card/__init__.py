"""The resident-ID card reader: the SAM_V module's serial protocol, its cards, and its simulator."""
