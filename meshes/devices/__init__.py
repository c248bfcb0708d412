"""The tools and the cement: the way of the needle, instruments, balloon, cement.

May import every other room of :mod:`meshes`.
"""
