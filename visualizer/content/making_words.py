"""Words for the time in which the model of another case is being made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MakingWords:
    """Words of the progress of a model that is being made, and of its failures.

    The first ones are stages; ``making`` stands for any without words of its own.
    """

    waiting: str
    starting: str
    elsewhere: str
    making: str
    bones: str
    balloons: str
    openings: str
    cement: str
    shadows: str
    writing: str
    packing: str
    compressing: str
    ready: str
    failed: str
    no_room: str
    busy: str
    unknown: str
    twice: str
    no_number: str
    impossible: str
