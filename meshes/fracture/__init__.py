"""What breaks: the warp of a body, the crack, the cut, and what a radiologist measures.

May import :mod:`meshes.tools` and :mod:`meshes.spine`.
"""
