"""The look of things: colours, light, the recipe of drawing, the X-ray screen.

The one place with a colour; both painters read it.  May import :mod:`scenes.story`.
"""
