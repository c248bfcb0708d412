"""The healthy spine: sizes with their sources, vertebrae, discs, nerves, skin, spongy bone.

May import :mod:`meshes.tools`.
"""
