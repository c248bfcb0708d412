"""The file that a browser plays: glTF, extras, packing, and the key that names it.

May import every room that makes the scene, and neither painters nor films.
"""
