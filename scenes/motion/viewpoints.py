"""The camera of a named view in a case, and the parts that would be in its way."""

from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

from scenes.motion.site import Site, site_of
from scenes.story.cameras import Camera, Vector, camera
from scenes.story.case import Case
from scenes.story.views import CUT, TOP, VIEWS


def turned(case: Case, guided: Camera, name: str) -> Camera:
    """Turn the guided camera to a named view.

    Parameters
    ----------
    case : Case
        The case that is shown.

    guided : Camera
        The guided camera of a moment.

    name : str
        Key of :data:`scenes.story.views.VIEWS`; any other name leaves the camera as it is.

    Returns
    -------
    Camera
        The same subject from there, with a little more around it.

    """
    view = VIEWS.get(name)
    if view is None:
        return guided
    x, y, z = guided.target
    target = (0.0 if view.centred else x, y, z)
    facing = camera(
        target, _direction(site_of(case), name), view.up(guided.up), (guided.width, guided.height)
    )
    return replace(facing, width=view.margin * guided.width, height=view.margin * guided.height)


def hidden(case: Case, name: str) -> tuple[str, ...]:
    """Return the names of the parts that would stand in the way of a view, and are left out."""
    if name != TOP:
        return ()
    site = site_of(case)
    over = [level for level in site.levels if site.is_above(level)]
    bones = [f"bone_{level}" for level in over]
    discs = [f"disc_{upper}_{lower}" for upper, lower in pairwise([*over, site.level])]
    above = site.opened[0]
    cut = [f"bone_{above}_opened", f"cap_{above}", f"{discs[-1]}_opened", f"{discs[-1]}_cap"]
    waits = site.neighbour is not None and site.neighbour.is_above
    cracks = ["crack_beside", "crack_beside_opened"] if waits else []
    # Strands of nerves stay in sight.
    return (*bones, *discs, *cut, *cracks, "dura", "cord")


def plain_views(case: Case) -> dict[str, dict[str, Any]]:
    """Return the views of a case as plain data, for the extras of a baked scene."""
    site = site_of(case)
    return {
        name: asdict(view) | {"direction": _direction(site, name), "hides": hidden(case, name)}
        for name, view in VIEWS.items()
    }


def _direction(site: Site, name: str) -> Vector:
    """Return the unit vector from the subject to the eye; the cut faces its viewer."""
    if name != CUT:
        return VIEWS[name].direction
    x, y, z = (float(part) for part in site.plane.normal)
    return x, y, z
