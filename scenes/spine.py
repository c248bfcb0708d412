"""All parts of one case, assembled."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from scenes.bones import bones_before, brighten_endplates, build_bones, crack_parts, whole_bones
from scenes.case import Case
from scenes.devices import balloon_parts, build_balloon, cement_parts, tool_parts
from scenes.openings import build_cavity, opened_bones
from scenes.parts import Part
from scenes.shading import occlude, occlude_itself
from scenes.soft import disc_parts, nerve_parts, skin_parts

Progress = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class Spine:
    """The parts of one case at rest.

    Parameters
    ----------
    case : Case
        The case.

    parts : tuple of Part
        Everything that can be drawn, each under its own name.

    """

    case: Case
    parts: tuple[Part, ...] = field(repr=False)

    def part(self, name: str) -> Part:
        """Return a part by its name.

        Raises
        ------
        KeyError
            If there is no such part.

        """
        for part in self.parts:
            if part.name == name:
                return part
        msg = f"no part is called {name!r}"
        raise KeyError(msg)


def assemble(case: Case, progress: Progress | None = None) -> Spine:
    """Build every part of a case.

    Parameters
    ----------
    case : Case
        The case.

    progress : callable, optional
        Is told what is being built and how far it is, from 0 to 1.

    Returns
    -------
    Spine
        The same for the same case, always.

    """
    tell = progress or _silently
    tell("Shaping the bones", 0.0)
    bones = build_bones(case)
    whole = whole_bones(bones)
    soft = disc_parts(bones) + nerve_parts(bones)
    tell("Unfolding the balloons", 0.3)
    balloon = build_balloon(bones)
    cavity = build_cavity(bones, balloon)
    tell("Opening the bones", 0.5)
    cut = opened_bones(bones, cavity)
    tell("Filling in the cement", 0.65)
    cement = cement_parts(bones, balloon)
    tell("Casting soft shadows", 0.8)
    body = whole + soft + cut
    _cast_shadows(body, cement)
    for part in body:
        if part.name in {f"bone_{case.level}", f"bone_{case.level}_opened"}:
            brighten_endplates(bones, part)
    cracks = crack_parts(bones)
    body += cracks + bones_before(whole + cracks)
    site = bones.site
    devices = tool_parts(site) + balloon_parts(balloon, site) + cement
    return Spine(case, tuple(body + devices + skin_parts(site)))


def _silently(_message: str, _share: float) -> None:
    """Tell nobody."""


def _cast_shadows(body: list[Part], cement: list[Part]) -> None:
    """Bake occlusion for the whole spine and the opened one, and for what shades itself."""
    left = [part for part in body if not part.mirrored]
    whole = [part for part in left if part.shown in {"always", "whole", "treated"}]
    inside = [part for part in left if part.shown in {"always", "opened", "cap_solid"}]
    occlude(whole, whole)
    occlude([part for part in inside if part.shown == "opened" and "cap" not in part.name], inside)
    for part in cement:
        occlude_itself(part, np.eye(len(part.targets))[-1])
    for part in body:
        if part.name == "cavity":
            occlude_itself(part, np.zeros(len(part.targets)))
