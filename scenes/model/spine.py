"""All parts of one case, assembled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeAlias

from meshes.devices.cement import POSITIONS, USUAL
from meshes.tools.arrays import Floats
from meshes.tools.morph import grid_weights
from scenes.model.bones import (
    Bones,
    brighten_endplates,
    build_bones,
    crack_parts,
    marked_bone,
    whole_bones,
)
from scenes.model.devices import (
    balloon_parts,
    build_balloon,
    cement_beside,
    cement_parts,
    tool_parts,
)
from scenes.model.guides import sunken_plate_parts
from scenes.model.ligament_parts import ligament_parts
from scenes.model.openings import build_cavity, opened_bones, opened_face
from scenes.model.parts import Part
from scenes.model.seepage import let_seep
from scenes.model.shading import light_on, occlude_itself
from scenes.model.soft import disc_parts, nerve_parts, skin_parts
from scenes.motion.pose import SHAPED_FOR
from scenes.motion.site import site_of
from scenes.story.case import MOST, Case

HELPERS = 2
"""Threads beside the one that assembles."""

Progress = Callable[[str, float], None]
Lit: TypeAlias = list[tuple[Part, Floats]]
"""Parts, each with how much light reaches its points."""


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
        Called with the name of what is built next and the share that is done, 0 to 1.

    Returns
    -------
    Spine
        The same for the same case, always.

    """
    report = progress or _silently
    report("Shaping the bones", 0.0)
    bones = build_bones(case)
    whole = whole_bones(bones)
    with ThreadPoolExecutor(HELPERS) as helpers:
        # These need nothing of what follows; most of their code lets other threads run.
        faces = {level: helpers.submit(opened_face, bones, level) for level in _hardest_first(case)}
        soft_parts = helpers.submit(_soft, bones)
        bands = ligament_parts(bones)
        on_whole = helpers.submit(lambda: _light_on_whole(whole + soft_parts.result(), bands))
        report("Unfolding the balloons", 0.3)
        balloon = build_balloon(bones)
        cavity = build_cavity(bones, balloon)
        report("Opening the bones", 0.4)
        cut = opened_bones(bones, {level: face.result() for level, face in faces.items()}, cavity)
        report("Filling in the cement", 0.7)
        cement, beside = cement_parts(bones, balloon), cement_beside(bones)
        for part in cut:
            if part.name.startswith(f"cap_{case.level}"):
                let_seep(bones, part, cement[0])
        report("Casting soft shadows", 0.8)
        body = whole + soft_parts.result() + cut
        _shade(_light_on_inside(body) + on_whole.result())
    _shade_alone(bones, body, cement + beside)
    cracks = crack_parts(bones)
    body += cracks + sunken_plate_parts(bones, faces[case.level].result().cut)
    body.append(marked_bone(bones, body))
    body += bands
    devices = tool_parts(bones.site) + balloon_parts(balloon, bones.site) + cement + beside
    return Spine(case, tuple(body + devices + skin_parts(bones.site)))


def _silently(_message: str, _share: float) -> None:
    """Report nothing."""


def _hardest_first(case: Case) -> tuple[str, ...]:
    """Return the levels that are opened, the one with the largest picture first."""
    above, treated, below = site_of(case).opened
    return treated, above, below


def _soft(bones: Bones) -> list[Part]:
    return disc_parts(bones) + nerve_parts(bones)


def _light_on_whole(body: list[Part], bands: list[Part]) -> Lit:
    """Light the spine as it is while no bone is opened; ligaments take no light from it."""
    parts = _seen(body, "always", "whole", "treated", "cemented")
    return list(zip(parts + bands, light_on(parts + bands, parts), strict=True))


def _light_on_inside(body: list[Part]) -> Lit:
    """Light the shells of what is opened, between all that is seen then."""
    around = _seen(body, "always", "opened", "cap_solid")
    parts = [part for part in around if part.shown == "opened" and "cap" not in part.name]
    return list(zip(parts, light_on(parts, around), strict=True))


def _seen(body: list[Part], *groups: str) -> list[Part]:
    return [part for part in body if not part.mirrored and part.shown in groups]


def _shade(lit: Lit) -> None:
    """Write light into the meshes: only now, because cuts carry over what they find there."""
    for part, light in lit:
        part.mesh.point_data["occlusion"] = light


def _shade_alone(bones: Bones, body: list[Part], cement: list[Part]) -> None:
    """Shade what is seen without its neighbours: cement in the end, cavity, treated bone."""
    level = bones.case.level
    full = grid_weights(USUAL, POSITIONS, MOST, SHAPED_FOR)
    for part in cement:
        occlude_itself(part, full[: len(part.targets)])
    for part in body:
        if part.name in {f"bone_{level}", f"bone_{level}_opened"}:
            brighten_endplates(bones, part)
