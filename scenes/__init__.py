"""What is where at which moment: the case, its timeline, and the painters' common data."""
