"""The recipe of drawing: in which order and how a part is drawn at each opacity.

Nothing is sorted by depth.  The order is fixed: solid surfaces, their outlines, then what is seen
through, innermost first.  A surface that is seen through is first drawn into the depth buffer
alone, so that only its nearest layer shows and no inner face confuses the picture.

Both painters draw by it: :mod:`scenes.paint.actors`, and ``passes.ts``, which reads it from the
scene file.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from scenes.look.materials import Material, Pass, rgb

OUTLINE_WIDTH = 1.2
"""Pixels, whatever the zoom."""

OUTLINE_SHIFT = 0.5
"""Millimetres that an outline lies behind its surface, so that it never speckles it."""

GHOST_SHIFT = -0.5
"""A ghost wins over the opened version of itself into which it dissolves."""

SHIFTS = {"discs": 0.4}
"""Millimetres by which the parts of a layer lie deeper: where a disc touches a bone, the bone
wins."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way in which a part is drawn.

    Parameters
    ----------
    rank : int
        Place in the order of drawing.

    kind : str, default: "surface"
        ``surface`` is lit, ``outline`` is a line around the silhouette, ``depth`` is not seen but
        hides what is drawn later behind it.

    least, below : float, default: 0.0 and None
        Opacities of the part from which, and up to which, it is drawn; never at 0.

    back : bool, default: False
        Whether the faces turned away are drawn, not those turned to the eye.

    translucent : bool, default: True
        Whether what lies behind shines through.

    writes_depth : bool, default: False
        Whether it hides what is drawn later behind it.

    alpha, rim : float, default: 1.0
        Share of the material's opacity, and of what it gains towards the silhouette.

    more_rim : float, default: 0.0
        Opacity gained towards the silhouette whatever the material.

    full : float, default: 1.0
        Opacity of the part from which rim and line are at their strongest, and down to which it
        takes on the tint of its ghost.

    shift : float, default: 0.0
        Millimetres by which it is pushed back in depth alone.

    """

    rank: int
    kind: Literal["surface", "outline", "depth"] = "surface"
    least: float = 0.0
    below: float | None = None
    back: bool = False
    translucent: bool = True
    writes_depth: bool = False
    alpha: float = 1.0
    rim: float = 1.0
    more_rim: float = 0.0
    full: float = 1.0
    shift: float = 0.0

    def draws(self, shown: float) -> bool:
        """Return whether it draws a part of this opacity from 0 to 1."""
        return shown > 0.0 and self.least <= shown and (self.below is None or shown < self.below)


SOLID = (
    Look(rank=0, least=1.0, translucent=False, writes_depth=True),
    Look(
        rank=1,
        kind="outline",
        least=1.0,
        back=True,
        translucent=False,
        writes_depth=True,
        shift=OUTLINE_SHIFT,
    ),
)
CAP = (
    Look(rank=10, below=0.6),
    # From here on it hides what lies behind it.
    Look(rank=11, least=0.6, below=1.0, writes_depth=True),
)
BALLOON = (
    Look(rank=20, back=True, alpha=0.4, rim=0.28),
    Look(rank=21, writes_depth=True),
    Look(rank=22, kind="outline", back=True, shift=OUTLINE_SHIFT),
)
GHOST = (
    Look(rank=30, kind="depth", below=1.0, writes_depth=True, shift=GHOST_SHIFT),
    Look(rank=31, below=1.0, more_rim=0.7, full=0.12, shift=GHOST_SHIFT),
    Look(
        rank=32,
        kind="outline",
        below=1.0,
        back=True,
        full=0.12,
        shift=GHOST_SHIFT + OUTLINE_SHIFT,
    ),
)
SKIN = (
    Look(rank=40, kind="depth", writes_depth=True),
    Look(rank=41),
    Look(rank=42, kind="outline", back=True, shift=OUTLINE_SHIFT),
)

# The inside of the far side hides what lies behind the body.
LINED = (Look(rank=2, least=1.0, back=True, translucent=False, writes_depth=True), *SKIN)

LOOKS: dict[Pass, tuple[Look, ...]] = {
    "opaque": SOLID + GHOST,
    "cap": SOLID + CAP,
    "balloon": BALLOON,
    "skin": SKIN,
    "lined": LINED,
}


def looks_of(material: Material) -> tuple[Look, ...]:
    """Return every look that a part of this material can take on."""
    looks = LOOKS[material.drawn]
    return tuple(look for look in looks if look.kind != "outline" or material.outline)


def opacity(material: Material, look: Look, shown: float) -> tuple[float, float]:
    """Return how opaque a look is face on, and what it gains towards the silhouette."""
    strength = min(1.0, shown / look.full)
    if look.kind == "outline":
        return strength, 0.0
    return shown * material.alpha * look.alpha, strength * (material.rim * look.rim + look.more_rim)


def ghost_tint(material: Material, look: Look, shown: float) -> tuple[float, float, float]:
    """Return what a look's colour is multiplied by: a ghost takes on its tint as it fades."""
    share = min(1.0, (1.0 - shown) / (1.0 - look.full)) if look.full < 1.0 else 0.0
    red, green, blue = (1.0 - share * (1.0 - value) for value in rgb(material.ghost))
    return red, green, blue


def plain_recipe() -> dict[str, Any]:
    """Return the recipe as plain data, as the viewer reads it."""
    return {
        "looks": {drawn: [asdict(look) for look in looks] for drawn, looks in LOOKS.items()},
        "outline": OUTLINE_WIDTH,
        "shifts": SHIFTS,
    }
