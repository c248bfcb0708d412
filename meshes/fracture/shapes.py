"""The kinds of compression fracture: what share of the lost height each movement takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class FractureShape:
    """Shares in which one kind of fracture takes height from a vertebral body.

    Wedge, biconcave and crush differ in where the body is low: in front, in the middle, or
    everywhere (BMC Geriatr 13:116, figure 2).  The shares are unsourced, drawn so that each kind
    can be told from the others.

    Attributes
    ----------
    tilt : float
        Share of the loss, at the front edge, by which the upper endplate turns about the back wall.

    sink : float
        Share by which the body gets lower everywhere.

    dish : float
        Share by which both endplates sink in at their middle, together.

    crack : float
        Opening of the fracture line on the wall, compared with a wedge.

    """

    tilt: float
    sink: float = 0.0
    dish: float = 0.0
    crack: float = 1.0


SHAPES: Mapping[str, FractureShape] = MappingProxyType(
    {
        "wedge": FractureShape(tilt=1.0),
        "biconcave": FractureShape(tilt=0.2, dish=0.89, crack=0.4),
        "crush": FractureShape(tilt=0.45, sink=0.55),
    }
)
"""Every kind of fracture by its name."""
