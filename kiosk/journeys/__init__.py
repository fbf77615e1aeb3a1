"""One file per journey: steps that read top to bottom."""
