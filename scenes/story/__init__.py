"""The story: the case, its treatment, its steps, and every number that moves.

May import numpy, but no room of ours and nothing that loads VTK: the server lives on it.
"""
