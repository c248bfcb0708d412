"""The page's widgets, one per file."""
