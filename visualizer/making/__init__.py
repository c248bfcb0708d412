"""Makes what is asked for and not there yet: scenes and pictures, in processes of their own.

May import :mod:`visualizer.page` and what that may, and :mod:`scenes.store`.
"""
