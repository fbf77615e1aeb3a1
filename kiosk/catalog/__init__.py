"""The catalogue of services as this terminal has it: items, guides, forms, ratings, all of one version."""
