"""Moments of the story by their names, so that a step more or less moves no number in a test."""

from scenes.story.steps import STEPS, Step
from scenes.story.timeline import time_of

KEYS = [step.key for step in STEPS]


def moments(names: str) -> list[float]:
    """Return the times of moments as addresses name them, like ``fracture-0.63 fracture``."""
    found = [name.partition("-") for name in names.split()]
    return [time_of(key, -float(back or 0.0)) for key, _, back in found]


def place_of(key: str, steps: tuple[Step, ...] = STEPS) -> int:
    """Return the place of a step in a list of what each step has."""
    return int(time_of(key, steps=steps))


def picture_of(key: str) -> str:
    """Return the name of the still picture of a step of the kyphoplasty."""
    return f"{place_of(key):02d}"
