"""The script of each treatment: its steps, and the moment of the procedure that each shows.

Everything that moves is written once, over the procedure of a kyphoplasty; see
:mod:`scenes.story.timeline`.  Another treatment leaves parts of it out: it has a time of its own,
and a clock that says which moment of the procedure is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenes.story.cameras import camera
from scenes.story.case import Case
from scenes.story.steps import FRONT_LEFT, LATER, STEPS, UPRIGHT, Step, in_order
from scenes.story.timeline import COLLAPSE, FILL, LIFT, SETTLING, time_of, track
from scenes.story.track import Track, constant

CUT = 1e-4
"""Time that a clock takes for what is left out; nothing differs between both ends."""

NEVER = constant(0.0)
BROKEN_BEFORE = track(("person", -1.0, 0.0), ("person", -0.5, 1.0))
"""Collapse of a bone that is broken when its story begins."""

UNLIFTED = {"cement": "injection", "result": "outcome"}
"""Keys of steps that have words of their own where no balloon has lifted the bone."""

Lift = Literal["balloon", "cement", "nothing"]
"""The cause that raises the sunken bone."""


@dataclass(frozen=True)
class Clock:
    """Clock from a treatment's own time to the moment of the procedure that is shown.

    Parameters
    ----------
    stretches : sequence of (float, float, float)
        Start and end in own time, and the moment shown at the start; from there both run alike.
        What lies between two moments is left out; after the last end time stands still.

    """

    stretches: tuple[tuple[float, float, float], ...]

    def __call__(self, time: float) -> float:
        """Return the moment of the procedure that is shown at an own time."""
        for start, end, moment in self.stretches:
            if time <= end:
                return moment + time - start
        start, end, moment = self.stretches[-1]
        return moment + end - start

    def over(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same at many own times."""
        return np.array([self(time) for time in times.tolist()])

    def own(self, moments: Iterable[float]) -> list[float]:
        """Return the own times at which moments are shown; those that are left out have none."""
        return [
            start + moment - first
            for moment in moments
            for start, end, first in self.stretches
            if first <= moment <= first + end - start
        ]

    def keys(self) -> dict[str, list[float]]:
        """Return it as plain keyframes: ``times``, and the moments as ``values``."""
        keys: list[tuple[float, float]] = []
        for start, end, moment in self.stretches:
            keys += [(start + CUT if keys else start, moment), (end, moment + end - start)]
        return {"times": [time for time, _ in keys], "values": [value for _, value in keys]}


@dataclass(frozen=True, kw_only=True)
class Script:
    """Steps, camera's travel and clock of one treatment.

    Parameters
    ----------
    steps : tuple of Step
        Rest states, at whole own times from 0.

    clock : Clock
        Which moment of the procedure is shown.

    lift : {"balloon", "cement", "nothing"}
        The cause that raises the sunken bone.

    healing : Track
        How far the crack has grown together, over own time.

    broken : bool
        Whether the bone is broken when the story begins, because another was treated first.

    """

    steps: tuple[Step, ...]
    clock: Clock
    lift: Lift
    healing: Track = NEVER
    broken: bool = False

    @cached_property
    def travel(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """When the camera starts and stops in each movement, with or without person and room."""
        return tuple(
            tuple(
                (time_of(step.key, leg.start, self.steps), time_of(step.key, leg.end, self.steps))
                for accompanied in (False, True)
                for leg in step.legs(accompanied=accompanied)
            )
            for step in self.steps[1:]
        )

    @property
    def collapse(self) -> Track:
        """Share of the fracture's height loss, over the procedure."""
        return BROKEN_BEFORE if self.broken else COLLAPSE

    @property
    def numbered(self) -> tuple[Step, ...]:
        """Steps that have numbers in old links, from 1."""
        return tuple(step for step in self.steps if step.key not in LATER)

    def numbered_time(self, time: float) -> float:
        """Return the own time that old links have under another number.

        Parameters
        ----------
        time : float
            From 0; a whole number is a rest state among :attr:`numbered`.

        """
        before = self.numbered[int(time)]
        if time == int(time):
            return before.time
        return self.numbered[int(time) + 1].time - (int(time) + 1.0 - time)

    @property
    def duration(self) -> float:
        """Own time of the last rest state."""
        return self.steps[-1].time

    @property
    def places(self) -> tuple[int, ...]:
        """Number of the step of the kyphoplasty that stands beside each step."""
        keys = [step.key for step in STEPS]
        return tuple(keys.index(step.like or step.key) for step in self.steps)

    @property
    def has_cavity(self) -> bool:
        """True if a balloon presses a space into the spongy bone."""
        return self.lift == "balloon"

    def shaping(self) -> list[tuple[float, float]]:
        """Return the stretches of own time in which the bone changes its shape."""
        lifting = {"balloon": (LIFT, SETTLING), "cement": (FILL,), "nothing": ()}[self.lift]
        breaking = () if self.broken else (COLLAPSE,)
        spans = [(one.keys[0][0], one.keys[-1][0]) for one in (*breaking, *lifting)]
        return [(start, end) for start, end in map(self.clock.own, spans)]


def _without(left_out: tuple[str, ...], lift: Lift) -> Script:
    """Leave steps of the kyphoplasty out, with the movements that lead to them."""
    kept = [number for number, step in enumerate(STEPS) if step.key not in left_out]
    steps = in_order(*(_unlifted(STEPS[number]) for number in kept))
    return Script(steps=steps, clock=_clock(kept), lift=lift)


def _clock(kept: Sequence[int]) -> Clock:
    """Show the movements that lead to some steps of the kyphoplasty, one after another."""
    stretches: list[tuple[float, float, float]] = []
    for time, number in enumerate(kept[1:], start=1):
        start, moment = float(time - 1), float(number - 1)
        if stretches and stretches[-1][2] + start - stretches[-1][0] == moment:
            stretches[-1] = (stretches[-1][0], float(time), stretches[-1][2])
        else:
            stretches.append((start, float(time), moment))
    return Clock(tuple(stretches))


def _unlifted(step: Step) -> Step:
    """Return a step of a treatment without a balloon; what it says may differ with its key."""
    labels = tuple(label for label in step.labels if label not in {"compacted", "cavity"})
    key = UNLIFTED.get(step.key, step.key)
    like = step.key if key != step.key else ""
    return replace(step, key=key, like=like, labels=labels)


KYPHOPLASTY = Script(steps=STEPS, clock=_clock(range(len(STEPS))), lift="balloon")

VERTEBROPLASTY = _without(("balloons", "inflation", "cavities"), "cement")

_UNTREATED = STEPS[: int(time_of("fracture")) + 1]
_LEFT_ALONE = in_order(
    *_UNTREATED,
    Step(
        key="healing",
        like="ready",
        camera=camera((0, -2, -6), (1.0, 0.12, 0.45), UPRIGHT, (74, 80)),
        highlight=("bone_treated", "crack"),
        labels=("crack", "vertebra", "disc", "nerves"),
    ),
    Step(
        key="healed",
        like="result",
        camera=camera((0, -6, -16), FRONT_LEFT, UPRIGHT, (110, 188)),
        highlight=("bone_treated",),
        labels=("vertebra", "disc", "nerves", "cord"),
        measured="now",
    ),
)
TIME = Script(
    steps=_LEFT_ALONE,
    clock=_clock(range(len(_UNTREATED))),
    lift="nothing",
    healing=track(("healing", -0.85, 0.0), ("healed", -0.15, 1.0), linear=True, steps=_LEFT_ALONE),
)

SCRIPTS: Mapping[str, Script] = {
    "kyphoplasty": KYPHOPLASTY,
    "vertebroplasty": VERTEBROPLASTY,
    "time": TIME,
}
"""By treatment."""


def script_of(case: Case) -> Script:
    """Return the script of a case's treatment."""
    return _scripts(broken=case.neighbour == "treated")[case.treatment]


@cache
def _scripts(*, broken: bool) -> Mapping[str, Script]:
    if not broken:
        return SCRIPTS
    return {
        treatment: replace(one, steps=tuple(map(_look_at_both, one.steps)), broken=True)
        for treatment, one in SCRIPTS.items()
    }


def _look_at_both(step: Step) -> Step:
    """Begin a second bone's story: the first has its cement, this one is broken."""
    if step.key != "healthy":
        return step
    return replace(
        step,
        highlight=("bone_treated", "crack", "cement_beside"),
        labels=("crack", "disc", "nerves", "vertebra", "spinous_process", "cord"),
    )


def step_keys() -> list[str]:
    """Return the keys of the steps of all treatments, each once."""
    return list(dict.fromkeys(step.key for script in SCRIPTS.values() for step in script.steps))
