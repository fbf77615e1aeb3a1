"""Slips and A4 documents: what stands on paper."""
