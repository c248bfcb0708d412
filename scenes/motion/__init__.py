"""The place of everything at a moment: the site of a case, its pose, its points of view.

May import :mod:`meshes`, :mod:`scenes.story` and :mod:`scenes.look`.
"""
