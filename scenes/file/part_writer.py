"""Writes the meshes and surfaces of parts into a glTF file; others say what moves them."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from scenes.file.glb import GlbWriter, QuantisedMesh, webp
from scenes.look.materials import MATERIALS, rgb
from scenes.look.xray import BODY, exposure
from scenes.model.parts import Part
from scenes.model.point_colours import corner_masks, occlusion_tint

MILLIMETRE = 0.001
PICTURES_AT_ONCE = 4


@dataclass
class PartWriter:
    """Turns parts into nodes and meshes of one file.

    Attributes
    ----------
    pictures : Mapping of int to bytes
        What is painted on parts, as WebP, by the identity of the part's texture.

    file : GlbWriter
        The file.

    root : int
        Node of the world, in millimetres.

    """

    pictures: Mapping[int, bytes]
    file: GlbWriter = field(default_factory=GlbWriter)
    meshes: dict[int, QuantisedMesh] = field(default_factory=dict)
    surfaces: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay the node of the world."""
        self.root = self.file.node("walkthrough", scale=[MILLIMETRE] * 3)

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Self:
        """Return a writer that has packed all pictures of some parts."""
        textures = {id(part.texture): part.texture for part in parts if part.texture is not None}
        with ThreadPoolExecutor(PICTURES_AT_ONCE) as helpers:
            packed = helpers.map(webp, textures.values())
            return cls(dict(zip(textures, packed, strict=True)))

    def write(
        self, part: Part, frame: int, reach: NDArray[np.float64] | None = None
    ) -> tuple[int, int]:
        """Write a part below the node of its frame.

        Parameters
        ----------
        part : Part
            The part.

        frame : int
            Index of the node of its frame.

        reach : numpy.ndarray or None, default: None
            ``(k,)`` extreme of each of its weights, which are written as shares of it.

        Returns
        -------
        tuple of int
            Indices of the part's own node and, below it, of the one with the mesh.

        """
        extras = {
            "part": part.name,
            "material": part.material,
            "layer": part.layer,
            "shown": part.shown,
            "weights": part.weights,
            "xray": _xray(part),
        }
        placed = {} if part.placement is None else {"matrix": part.placement.T.ravel().tolist()}
        wrapper = self.file.node(f"part_{part.name}", frame, extras=extras, **placed)
        written = self._mesh(part, np.ones(len(part.targets)) if reach is None else reach)
        name = f"mesh_{part.name}"
        return wrapper, self.file.node(name, wrapper, mesh=written.index, **written.transform)

    def _mesh(self, part: Part, reach: NDArray[np.float64]) -> QuantisedMesh:
        """Write a part's mesh once, however many parts show it."""
        key = id(part.mesh)
        if key not in self.meshes:
            lit = len(part.normal_targets) > 0
            targets = [
                (offsets * extent, part.normal_targets[i] * extent if lit else None)
                for i, (offsets, extent) in enumerate(zip(part.targets, reach, strict=True))
            ]
            self.meshes[key] = self.file.mesh(
                part.name,
                vertex_attributes(part),
                part.mesh.regular_faces,
                self._surface(part),
                targets,
            )
        return self.meshes[key]

    def _surface(self, part: Part) -> int:
        """Write a material once per kind of surface and picture."""
        key = f"{part.material} {id(part.texture)}" if part.texture is not None else part.material
        if key not in self.surfaces:
            picture = self.pictures.get(id(part.texture))
            texture = None if picture is None else self.file.texture(part.name, picture)
            colour = to_linear(np.array(rgb(MATERIALS[part.material].colour)))
            name = part.material if texture is None else part.name
            self.surfaces[key] = self.file.material(name, colour.tolist(), texture)
        return self.surfaces[key]


def _xray(part: Part) -> dict[str, Any] | None:
    """Return how a part weakens X-rays, and the group that tells when it is there."""
    exposed = exposure(part.material, part.shown)
    if exposed is None:
        return None
    shown = None if part.shown in BODY else part.shown
    return {"outer": exposed.outer, "inner": exposed.inner, "shown": shown}


def vertex_attributes(part: Part) -> dict[str, NDArray[np.float64]]:
    """Return the arrays of a part's mesh as glTF names them.

    Parameters
    ----------
    part : Part
        A part whose point data follow :class:`scenes.model.parts.Part`.

    Returns
    -------
    dict of str to numpy.ndarray
        ``POSITION``, ``NORMAL`` and, where the part has them, ``COLOR_0`` (linear colour tinted by
        occlusion, alpha is 1 less the crack; or, on a cut face, its seepage) and ``TEXCOORD_0``.

    """
    data = part.mesh.point_data
    attributes = {
        "POSITION": np.asarray(part.mesh.points, dtype=float),
        "NORMAL": np.asarray(data["Normals"], dtype=float),
    }
    if {"occlusion", "crack", "colour"} & set(data):
        masks = corner_masks(part)
        attributes["COLOR_0"] = np.column_stack([to_linear(vertex_colour(part)), masks[:, 3]])
    if "seepage" in data:
        attributes["COLOR_0"] = corner_masks(part)
    if part.texture is not None:
        coordinates = np.asarray(part.mesh.active_texture_coordinates, dtype=float)
        attributes["TEXCOORD_0"] = np.column_stack([coordinates[:, 0], 1.0 - coordinates[:, 1]])
    return attributes


def vertex_colour(part: Part) -> NDArray[np.float64]:
    """Return ``(n, 3)`` sRGB factors: the vertex colours darkened where light does not reach."""
    data = part.mesh.point_data
    colour = np.asarray(data["colour"]) if "colour" in data else np.ones((part.mesh.n_points, 3))
    if "occlusion" not in data:
        return colour
    strength = MATERIALS[part.material].occlusion
    return colour * occlusion_tint(np.asarray(data["occlusion"]), strength)


def to_linear(colour: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn sRGB numbers into linear ones (IEC 61966-2-1)."""
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
