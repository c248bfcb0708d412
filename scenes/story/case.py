"""The case that is shown: which bone, which fracture, which treatment."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any

MOST = 0.42
"""Greatest loss of height: in a flatter body the empty balloon would come too close to the bone."""

LIMITS = {
    "height_loss": (0.0, MOST),
    "settling": (0.0, 0.1),
    "cement": (0.0, 1.0),
}

REGAINED: Mapping[str, tuple[float, float]] = {
    "kyphoplasty": (0.45, 0.9),
    "vertebroplasty": (0.15, 0.45),
    "time": (0.0, 0.0),
}
"""By treatment: share of the lost height that usually comes back here, and the most that may.

A synthesis of 14 trials finds that both kinds of augmentation regain height, kyphoplasty more, and
another that the difference is not significant; how much less is unsourced.  A bone that heals by
itself keeps its shape.
"""

LOWEST: Mapping[str, str] = {"wedge": "anterior", "biconcave": "middle", "crush": "anterior"}
"""By shape: where the bone has lost most of its height."""

CHOICES = {
    "level": ("T12", "L1", "L2", "L3"),
    "shape": tuple(LOWEST),
    "approach": ("bipedicular", "unipedicular"),
    "treatment": tuple(REGAINED),
    "neighbour": ("sound", "waiting", "treated"),
}

NEIGHBOURS: Mapping[str, Mapping[str, str]] = {
    "waiting": {"L1": "T12", "L2": "L1", "L3": "L2"},
    "treated": {"T12": "L1", "L1": "L2", "L2": "L3"},
}
"""By what the other broken bone of a pair is: its level, by the level that is treated.

A pair is treated from below: the bone above waits, then the bone below has its cement.
"""

BALLOONED = "kyphoplasty"
"""The treatment after whose balloon the bone settles a little."""

UNTREATED = "time"
"""The treatment without an operation: no needles, no cement."""

GRADES = (20, 25, 40)
"""Percents of lost height with which Genant's grades 1 and 2 begin, and after which 3 does."""

JUST_FULL = 0.1
"""Share of cement below which it just fills the cavity: its edge is drawn smooth."""

TOO_NARROW = ("T11",)
"""Levels whose pedicle leaves less than a millimetre of bone around the cannula in this model."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One fractured vertebra and how it is treated, alone or as one of a neighbouring pair.

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

    treatment : {"kyphoplasty", "vertebroplasty", "time"}
        Balloon and cement, cement alone, or neither: medicine while the bone heals.

    neighbour : {"sound", "waiting", "treated"}
        Whether a second bone is broken: none, the one above, which waits for its own treatment, or
        the one below, which already has its cement; see :data:`NEIGHBOURS` for the levels.

    height_loss : float, default: 0.37
        Fraction of the height that the fracture takes where the body is lowest, 0 to 0.42.

    height_regained : float, optional
        Fraction of the lost height that is regained in the end: by default the usual one of the
        treatment, at most its second number in :data:`REGAINED`.

    settling : float, default: 0.06
        Fraction of the lost height that is regained at full inflation and lost again when the
        balloon comes out, 0 to 0.1; nothing where there is no balloon.

    cement : float, default: 0.5
        How much cement goes in: 0 just fills the cavity, 0.5 is the usual amount, 1 as much as
        there is room for.  How many millilitres that are follows from the bone and its height, see
        :mod:`scenes.model.filling`; nothing where there is no cement.

    Raises
    ------
    ValueError
        If a value is not one that the model can show.

    """

    level: str = "L1"
    shape: str = "wedge"
    approach: str = "bipedicular"
    treatment: str = "kyphoplasty"
    neighbour: str = "sound"
    height_loss: float = 0.37
    height_regained: float = math.nan  # until it is known whose usual share it is
    settling: float = 0.06
    cement: float = 0.5

    def __post_init__(self) -> None:
        """Check every value against what the model can show."""
        if self.level in TOO_NARROW:
            msg = f"level {self.level} is not shown: its pedicle is too narrow for the cannula"
            raise ValueError(msg)
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                msg = f"{name} must be one of {', '.join(choices)}, got {getattr(self, name)!r}"
                raise ValueError(msg)
        pairs = NEIGHBOURS.get(self.neighbour)
        if pairs is not None and self.level not in pairs:
            msg = (
                f"level must be one of {', '.join(pairs)} where the neighbour is "
                f"{self.neighbour}, got {self.level!r}"
            )
            raise ValueError(msg)
        usual, most = REGAINED[self.treatment]
        if math.isnan(self.height_regained):
            object.__setattr__(self, "height_regained", usual)
        for name, (low, high) in {**LIMITS, "height_regained": (0.0, most)}.items():
            value = getattr(self, name)
            if not low <= value <= high:
                where = f" for {self.treatment}" if name == "height_regained" else ""
                msg = f"{name} must be between {low:g} and {high:g}{where}, got {value!r}"
                raise ValueError(msg)

    @property
    def fractured_loss(self) -> float:
        """Fraction of the height that is missing after the collapse."""
        return self.height_loss

    @property
    def settled(self) -> float:
        """Fraction of the lost height that comes back and is lost again: none without a balloon."""
        return self.settling if self.treatment == BALLOONED else 0.0

    @property
    def inflated_loss(self) -> float:
        """Fraction of the height that is missing when most of it has been regained."""
        return self.height_loss * (1.0 - min(1.0, self.height_regained + self.settled))

    @property
    def final_loss(self) -> float:
        """Fraction of the height that is missing in the end."""
        return self.height_loss * (1.0 - self.height_regained)

    @property
    def other(self) -> "Case | None":
        """The usual case of the other broken bone, treated alone; None where there is none."""
        if self.neighbour not in NEIGHBOURS:
            return None
        level = NEIGHBOURS[self.neighbour][self.level]
        return Case(level=level, shape=self.shape, approach=self.approach)

    @property
    def turned(self) -> "Case | None":
        """The other bone's own story, treated in the same way; None where there is none."""
        if self.neighbour not in NEIGHBOURS:
            return None
        level = NEIGHBOURS[self.neighbour][self.level]
        (neighbour,) = NEIGHBOURS.keys() - {self.neighbour}
        return replace(self, level=level, neighbour=neighbour)

    def family(self) -> "Case":
        """Return the usual example of this bone, fracture and neighbour: one scene serves them all.

        How much height is lost and regained, and how much cement goes in, is weights of morph
        targets, and another treatment leaves parts of the procedure out, so the viewer shows all
        of them in the scene of the family.
        """
        return Case(
            level=self.level, shape=self.shape, approach=self.approach, neighbour=self.neighbour
        )

    def treated_by(self, treatment: str) -> "Case":
        """Return the same fracture under another treatment, with the height that this one regains.

        Parameters
        ----------
        treatment : {"kyphoplasty", "vertebroplasty", "time"}
            The other treatment; the same one changes nothing.

        """
        if treatment == self.treatment:
            return self
        return replace(self, treatment=treatment, height_regained=math.nan)

    def to_dict(self) -> dict[str, Any]:
        """Return the case as plain data."""
        return asdict(self)


def families() -> tuple[Case, ...]:
    """Return the usual example of every bone, fracture, approach and neighbour."""
    pairs = [
        (level, neighbour)
        for level, neighbour in product(CHOICES["level"], CHOICES["neighbour"])
        if level in NEIGHBOURS.get(neighbour, CHOICES["level"])
    ]
    return tuple(
        Case(level=level, shape=shape, approach=approach, neighbour=neighbour)
        for (level, neighbour), shape, approach in product(
            pairs, CHOICES["shape"], CHOICES["approach"]
        )
    )
