"""Addresses: one grammar for a case and a look, read and written in one place.

May import :mod:`visualizer.content` and :mod:`scenes.story`.
"""
