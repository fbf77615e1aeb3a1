"""Forms, materials, applicant: what one case consists of."""
