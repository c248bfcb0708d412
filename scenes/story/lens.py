"""The lens: a round near picture beside a person who is seen whole."""

from dataclasses import dataclass

from scenes.story.cameras import Camera, Vector, camera


@dataclass(frozen=True, kw_only=True)
class Lens:
    """A round picture of what is too small to be seen in the one around it.

    Parameters
    ----------
    camera : Camera
        From where the near picture is seen.

    centre : tuple of float
        Its middle, in shares of the picture's width from the left and height from the top.

    radius : float
        Half its size, in shares of the picture's height; never more than half of what is left
        beside its middle.

    anchor : tuple of float
        Point in mm that it magnifies.

    reach : float
        Radius in mm of the ring around that point.

    shown : str
        Group that tells how opaque it is.

    hides : tuple of str
        Groups of parts that would be in its way.

    """

    camera: Camera
    centre: tuple[float, float]
    radius: float
    anchor: Vector
    reach: float
    shown: str
    hides: tuple[str, ...]


LENS = Lens(
    camera=camera((0, 0, -13), (1.0, 0.18, 0.55), (0.0, 1.0, 0.0), (118, 118)),
    centre=(0.70, 0.52),
    radius=0.31,
    anchor=(0.0, 0.0, -8.0),
    reach=46.0,
    shown="lens",
    hides=("figure", "ghosts"),
)
