"""Colours that no light falls on: the page, its pictures of words, tissue as it is painted.

The style sheet repeats those of the page that it needs; a test holds them together.
"""

INK, SOFT, ACCENT, PAPER, LINE = "#14232e", "#52646f", "#0b6e8f", "#ffffff", "#d5dfe6"
"""The page by day: words, quiet words, what stands out, their ground, and quiet lines."""

NIGHT, PALE = "#101a21", "#a7b8c3"
"""The page by night: what surrounds a screen, and words on it."""

NIGHT_BAR = "#14212a"
"""The bar that a browser paints around the page by night."""

DIVIDER = "#012846"
"""The line between two pictures that are compared."""

LENS_RING, LENS_LINE = "#6f90a4", "#96aab8"
"""The rim of the lens, and the lines that lead to it from what it magnifies."""

HALO = "#ffffff"
"""Keeps a leader of :data:`INK` apart from what it crosses."""

CLEAR, HAIR, GOWN = "#ffffff", "#e6e6ed", "#edffff"
"""What skin, hair and gown let through of the colour of a person who is drawn as glass."""

SKIN, GREY_HAIR = "#efc6aa", "#cfd3d6"
"""The lying person."""

ANNULUS, OUTERMOST, NUCLEUS, CARTILAGE = "#bed0d4", "#e2d9c4", "#e2f0f3", "#d6e2e2"
"""A disc that is cut open: its rings, the last of them, its core, and what covers endplates."""

DEEP_MARROW = {"healthy": "#804030", "porotic": "#8f6138"}
"""The depth of the close-ups of spongy bone."""

CORTEX, STRUT, RIM = "#f4e6ca", "#fcf0d8", "#6e5c46"
"""Spongy bone in a cut: its outer layer, its struts, and the fine line around it."""

LIP, DEPTH = "#f0d8b6", "#7e5440"
"""The wall of the space that the balloon leaves: pressed bone at its rim, and in its depth."""

SHADOWED, SHADOW_TINT = 0.52, (0.92, 1.0, 1.05)
"""Share of light that the rim's shadow takes from that wall, and of each colour of it."""

MARROW = {"frail": "#d29c82", "porotic": "#d8ae88"}
PORE = {"frail": "#a05c4c", "porotic": "#a46c4e"}
"""The marrow between the struts in a cut: near them, and in the middle of a pore."""

BEHIND, FARTHER = "#e9cdaa", "#c49676"
"""Struts behind those in a cut, and behind these."""

CRUSHED = "#8e3a30"
"""Marrow with blood in it, where the net is crushed."""
