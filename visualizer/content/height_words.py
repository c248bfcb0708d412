"""Words of the plot of heights over the procedure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HeightWords:
    """Words of the plot of heights and of its table; names of measures are partly in the asides."""

    button: str
    title: str
    open: str
    model: str
    middle: str
    back: str
    front_whole: str
    front_lost: str
    middle_whole: str
    middle_lost: str
    key_healthy: str
    key_lost: str
    slider: str
    spoken: str
    table: str
    caption: str
    column: str
    in_millimetres: str
    in_degrees: str
