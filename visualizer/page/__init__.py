"""The page: first paint, living page, panels, printable page, and what they are told.

May import :mod:`visualizer.content` and :mod:`visualizer.links`.
"""
