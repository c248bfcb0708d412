"""What the team brings in: the way of the needle, instruments, balloon, cement.

May import every other room of :mod:`meshes`.
"""
