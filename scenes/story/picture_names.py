"""The names of the pictures of steps; treatments share those before they differ."""

from scenes.story.case import Case
from scenes.story.script import SCRIPTS, script_of
from scenes.story.timeline import time_of

TREATED = int(time_of("balloons"))
"""From this step of the kyphoplasty on, each treatment has pictures of its own."""


def picture_name(treatment: str, number: int) -> str:
    """Return the name of the picture of a step; those before the treatment differs are shared."""
    place = SCRIPTS[treatment].places[number]
    shared = treatment == "kyphoplasty" or (
        place < TREATED and not SCRIPTS[treatment].steps[number].like
    )
    return f"{place:02d}" if shared else f"{treatment}_{number:02d}"


def picture_names(treatment: str) -> list[str]:
    """Return the names of the pictures of all steps of a treatment."""
    return [picture_name(treatment, number) for number in range(len(SCRIPTS[treatment].steps))]


def pictured(case: Case) -> dict[str, tuple[Case, float]]:
    """Return what every picture of a case's steps shows, under each treatment.

    Parameters
    ----------
    case : Case
        A kyphoplasty is followed by the other treatments of the same fracture.

    Returns
    -------
    dict of str to (Case, float)
        By name: the case and its own time; those that treatments share are there once.

    """
    cases = [case]
    if case.treatment == "kyphoplasty":
        cases += [case.treated_by(treatment) for treatment in SCRIPTS]
    pictures: dict[str, tuple[Case, float]] = {}
    for one in cases:
        for name, step in zip(picture_names(one.treatment), script_of(one).steps, strict=True):
            pictures.setdefault(name, (one, step.time))
    return pictures
