"""The fracture: the warp of a body, the crack, the cut, and a radiologist's measures.

May import :mod:`meshes.tools` and :mod:`meshes.spine`.
"""
