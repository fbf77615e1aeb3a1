"""What a person can do at the simulated rig by hand; the panel shows it."""
