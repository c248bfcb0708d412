"""The room: the person lying face down, table, pillows, drape, C-arm, marks and plasters.

May import :mod:`meshes.tools`, :mod:`meshes.spine` and :mod:`meshes.person`.
"""
