"""The document scanner: a camera over a desk that finds a page and takes it straight."""
