"""pyvista's painter: the stage, X-ray pictures, stills, and processes that paint.

May import the rooms that make the scene, but for :mod:`scenes.file`.
"""
