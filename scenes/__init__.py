"""The scene at every moment: the case, its timeline, and the painters' common data.

For notebooks and scripts the package hands out :class:`Case`, :func:`assemble`, :func:`pose_at`,
:func:`time_of` and :class:`Stage` themselves.  Each is loaded when it is first asked for, so that
a program that imports a room of :mod:`scenes`, as the server does, loads no VTK.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenes.model.spine import assemble
    from scenes.motion.pose import pose_at
    from scenes.paint.stage import Stage
    from scenes.story.case import Case
    from scenes.story.timeline import time_of

__all__ = ["Case", "Stage", "assemble", "pose_at", "time_of"]

MODULES = {
    "Case": "scenes.story.case",
    "Stage": "scenes.paint.stage",
    "assemble": "scenes.model.spine",
    "pose_at": "scenes.motion.pose",
    "time_of": "scenes.story.timeline",
}
"""Modules of the public names."""


def __getattr__(name: str) -> Any:
    if name in MODULES:
        return getattr(import_module(MODULES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)
