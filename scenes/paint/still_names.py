"""The names of the still pictures of the page; light to import."""

from scenes.look.xray import VIEWS
from scenes.story.case import Case
from scenes.story.picture_names import pictured

CLOSE_UPS = ("bone_healthy", "bone_weak")
FILMS = tuple(VIEWS)
"""What the names of X-ray stills begin with."""


def still_names(case: Case) -> list[str]:
    """Return the names of the still pictures of a case: steps, two kinds of bone, X-rays."""
    steps = list(pictured(case))
    return [*steps, *CLOSE_UPS, *(f"{view}_{step}" for view in FILMS for step in steps)]
