"""The deformation of a broken body, in two numbers."""

from dataclasses import dataclass

CRACK_CLOSING = 0.9
"""Share by which the crack would close if the whole lost height returned; unsourced."""


@dataclass(frozen=True)
class BoneState:
    """Deformation of a broken body.

    Parameters
    ----------
    loss : float
        Fraction of the height that is missing where the body is lowest.

    crack : float
        Opening of the crack, 0 to 1.

    """

    loss: float
    crack: float


def crack_at(fractured: float, loss: float) -> float:
    """Return how open the crack is: it closes in proportion to the height that has returned."""
    if fractured == 0.0:
        return 1.0
    return 1.0 - CRACK_CLOSING * (1.0 - loss / fractured)
