"""The case that is shown: which bone, which fracture, which treatment."""

from dataclasses import asdict, dataclass
from typing import Any

MOST = 0.42
"""Greatest loss of height: in a flatter body the empty balloon would come too close to the bone."""

LIMITS = {
    "height_loss": (0.0, MOST),
    "height_regained": (0.0, 0.9),
    "settling": (0.0, 0.1),
}

CHOICES = {
    "level": ("T12", "L1", "L2", "L3"),
    "shape": ("wedge", "biconcave", "crush"),
    "approach": ("bipedicular", "unipedicular"),
}

TOO_NARROW = ("T11",)
"""Levels whose pedicle leaves less than a millimetre of bone around the cannula in this model."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One fractured vertebra and how it is treated.

    The default is a wedge fracture of L1 that has lost about one third of its front height,
    treated through both pedicles.  About half of the lost height comes back at full inflation;
    a little of that is lost again when the balloon comes out, as is seen in practice although no
    figure for it was found (the size of ``settling`` is unsourced).  Trials report that on average
    part of the height returns, never all of it.

    Parameters
    ----------
    level : {"L1", "T12", "L2", "L3"}
        Treated vertebra.

    shape : {"wedge", "biconcave", "crush"}
        Shape of the fracture: low in front, in the middle, or everywhere.

    approach : {"bipedicular", "unipedicular"}
        A needle through each pedicle, or one through the left.

    height_loss : float, default: 0.37
        Fraction of the height that the fracture takes where the body is lowest, 0 to 0.42.

    height_regained : float, default: 0.45
        Fraction of the lost height that stays regained after the balloon is out, 0 to 0.9.

    settling : float, default: 0.06
        Fraction of the lost height that is regained at full inflation and lost again when the
        balloon comes out, 0 to 0.1.

    Raises
    ------
    ValueError
        If a value is not one that the model can show.

    """

    level: str = "L1"
    shape: str = "wedge"
    approach: str = "bipedicular"
    height_loss: float = 0.37
    height_regained: float = 0.45
    settling: float = 0.06

    def __post_init__(self) -> None:
        """Check every value against what the model can show."""
        if self.level in TOO_NARROW:
            msg = f"level {self.level} is not shown: its pedicle is too narrow for the cannula"
            raise ValueError(msg)
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                msg = f"{name} must be one of {', '.join(choices)}, got {getattr(self, name)!r}"
                raise ValueError(msg)
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                msg = f"{name} must be between {low} and {high}, got {value!r}"
                raise ValueError(msg)

    @property
    def fractured_loss(self) -> float:
        """Fraction of the height that is missing after the collapse."""
        return self.height_loss

    @property
    def inflated_loss(self) -> float:
        """Fraction of the height that is missing while the balloons are full."""
        return self.height_loss * (1.0 - min(1.0, self.height_regained + self.settling))

    @property
    def final_loss(self) -> float:
        """Fraction of the height that is missing in the end."""
        return self.height_loss * (1.0 - self.height_regained)

    def family(self) -> "Case":
        """Return the usual example of this level, shape and approach: one scene serves them all.

        How much height is lost and regained is weights of morph targets, so the viewer shows other
        numbers in the scene of the family.
        """
        return Case(level=self.level, shape=self.shape, approach=self.approach)

    def to_dict(self) -> dict[str, Any]:
        """Return the case as plain data."""
        return asdict(self)
