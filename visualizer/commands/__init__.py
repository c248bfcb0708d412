"""The command line: serve, bake, stills, movie, export.

May import everything; what paints or encodes is loaded by its command alone.
"""
