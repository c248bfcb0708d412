"""Simple bodies that stand for the spine where its shape does not matter."""

from dataclasses import dataclass, field

import numpy as np
import pyvista as pv

from meshes.tools.surface import mesh
from scenes.model.parts import Part
from scenes.story.case import Case


@dataclass(frozen=True)
class Scene:
    """Just parts, of the default case."""

    parts: tuple[Part, ...]
    case: Case = field(default_factory=Case)


def ball(name="ball", material="bone", radius=10.0, centre=(0.0, 0.0, 0.0), **fields):
    """Return a sphere as a part."""
    sphere = pv.Sphere(radius=radius, center=centre, theta_resolution=96, phi_resolution=96)
    points = np.asarray(sphere.points, dtype=float)
    body = mesh(points, sphere.regular_faces, (points - centre) / radius)
    settings = {"layer": "bones", "shown": "always"} | fields
    return Part(name=name, mesh=body, material=material, **settings)
