"""Write a whole case into one binary glTF file that a browser plays by itself.

What glTF knows travels as glTF: meshes, morph targets, node motions.  What it has no channel for
(opacity, hardening, the guided camera, colours and light) travels as ``extras`` of the scene.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from meshes.spine.stack import inverse
from scenes.file.extras import extras
from scenes.file.glb import GlbWriter, QuantisedMesh, webp
from scenes.look import materials
from scenes.look.materials import MATERIALS
from scenes.look.xray import BODY, exposure
from scenes.model.parts import Part
from scenes.model.point_colours import corner_masks, occlusion_tint
from scenes.model.spine import Spine
from scenes.motion.pose import bone_at, frames_at, reach_of, weights_at
from scenes.motion.sampling import Motion, columns, sample_motion
from scenes.motion.site import ABOVE, BEYOND, WORLD
from scenes.story.visibility import shown_over

MILLIMETRE = 0.001
CARRIED = {BEYOND: ABOVE}
"""Frames that another one carries, so that both move as one when the viewer moves that one."""
MORPH_TOLERANCE = 0.01
"""Millimetres by which interpolated morphs may deviate from the pose."""


def bake(spine: Spine) -> bytes:
    """Write the case as a binary glTF file.

    Parameters
    ----------
    spine : Spine
        The assembled parts of one case.

    Returns
    -------
    bytes
        The same for the same parts, always.

    """
    with ThreadPoolExecutor() as helpers:
        # Packing pictures lets this thread run on.
        pictures = {
            id(part.texture): helpers.submit(webp, part.texture)
            for part in spine.parts
            if part.texture is not None
        }
        motion = sample_motion(spine.case)
        described = extras(spine, motion)
        writer = _SceneWriter(spine, motion, {key: work.result() for key, work in pictures.items()})
    writer.write_parts()
    writer.file.document["scenes"][0]["extras"] = described
    return writer.file.to_bytes()


@dataclass
class _SceneWriter:
    """Turns parts into nodes, meshes and tracks of one file."""

    spine: Spine
    motion: Motion
    pictures: Mapping[int, bytes]
    file: GlbWriter = field(default_factory=GlbWriter)
    frames: dict[tuple[str, bool], int] = field(default_factory=dict)
    meshes: dict[int, QuantisedMesh] = field(default_factory=dict)
    surfaces: dict[str, int] = field(default_factory=dict)
    weight_samplers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay the root nodes, and sample every weight."""
        root = self.file.node("walkthrough", scale=[MILLIMETRE] * 3)
        self.frames[WORLD, False] = root
        self.frames[WORLD, True] = self.file.node("right", root, scale=[-1.0, 1.0, 1.0])
        case, times = self.spine.case, self.motion.times.tolist()
        self.reach = reach_of(case)
        bones = [bone_at(case, time) for time in times]
        self.rigid = _by_name(map(partial(frames_at, case), times, bones))
        weights = _by_name(map(partial(weights_at, case), times, bones))
        self.weights = {name: columns(values) for name, values in weights.items()}
        self.shown = shown_over(self.motion.script, self.motion.times)

    def write_parts(self) -> None:
        """Write every part with its motion."""
        for part in self.spine.parts:
            frame = self._frame(part.frame, part.mirrored)
            extras = {
                "part": part.name,
                "material": part.material,
                "layer": part.layer,
                "shown": part.shown,
                "weights": part.weights,
                "xray": _xray(part),
            }
            wrapper = self.file.node(f"part_{part.name}", frame, extras=extras)
            self._animate_visibility(wrapper, part.shown)
            written = self._mesh(part)
            node = self.file.node(
                f"mesh_{part.name}", wrapper, mesh=written.index, **written.transform
            )
            if len(part.targets):
                self._animate_weights(node, part)

    def _frame(self, name: str, mirrored: bool) -> int:
        """Return the node of a frame, with its motion, on the left or on the right side."""
        if (name, mirrored) not in self.frames:
            side, under = "_right" if mirrored else "", CARRIED.get(name, WORLD)
            node = self.file.node(f"frame_{name}{side}", self._frame(under, mirrored))
            self.frames[name, mirrored] = node
            carriers, frames = self.rigid[under], self.rigid[name]
            motions = np.stack(
                [inverse(carrier) @ frame for carrier, frame in zip(carriers, frames, strict=True)]
            )
            turns = Rotation.from_matrix(motions[:, :3, :3]).as_quat()
            self._animate(node, "translation", motions[:, :3, 3], 0.005)
            self._animate(node, "rotation", turns, 1e-5)
        return self.frames[name, mirrored]

    def _animate(self, node: int, path: str, values: NDArray[np.float64], tolerance: float) -> None:
        """Move a node, or place it once if it never moves."""
        if np.ptp(values, axis=0).max() < tolerance:
            self.file.document["nodes"][node][path] = values[0].tolist()
            return
        times, keys = self.motion.keys(values, tolerance)
        self.file.channel(self.file.sampler(times, keys, "LINEAR"), node, path)

    def _animate_visibility(self, node: int, shown: str) -> None:
        """Shrink what is hidden to nothing, for programs that know only glTF."""
        visible = (self.shown[shown] > 0.0).astype(float)
        # A fade in begins right after the last hidden sample.
        visible[:-1] = np.maximum(visible[:-1], visible[1:])
        changes = np.flatnonzero(np.diff(visible, prepend=-1.0))
        if len(changes) > 1:
            values = np.repeat(visible[changes], 3).reshape(-1, 3)
            sampler = self.file.sampler(self.motion.times[changes], values, "STEP")
            self.file.channel(sampler, node, "scale")

    def _animate_weights(self, node: int, part: Part) -> None:
        """Drive morph targets by weights brought to the range 0 to 1."""
        values = self.weights[part.weights] / self.reach[part.weights]
        if np.ptp(values, axis=0).max() == 0.0:
            self.file.document["nodes"][node]["weights"] = values[0].tolist()
            return
        if part.weights not in self.weight_samplers:
            times, keys = self.motion.keys(values, self._weight_tolerance(part.weights))
            sampler = self.file.sampler(times, keys.ravel(), "LINEAR")
            self.weight_samplers[part.weights] = sampler
        self.file.channel(self.weight_samplers[part.weights], node, "weights")

    def _weight_tolerance(self, channel: str) -> float:
        parts = [part for part in self.spine.parts if part.weights == channel]
        reach = self.reach[channel][:, None, None]
        largest = max(float(np.abs(part.targets * reach).max()) for part in parts)
        return MORPH_TOLERANCE / max(largest, MORPH_TOLERANCE)

    def _mesh(self, part: Part) -> QuantisedMesh:
        """Write a part's mesh once, whichever sides show it."""
        key = id(part.mesh)
        if key not in self.meshes:
            reach = self.reach[part.weights] if part.weights else np.ones(0)
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
            colour = to_linear(np.array(materials.rgb(MATERIALS[part.material].colour)))
            name = part.material if texture is None else part.name
            self.surfaces[key] = self.file.material(name, colour.tolist(), texture)
        return self.surfaces[key]


def _by_name(
    moments: Iterable[Mapping[str, NDArray[np.float64]]],
) -> dict[str, NDArray[np.float64]]:
    """Gather what is named at every moment into one array for each name."""
    rows = list(moments)
    return {name: np.stack([row[name] for row in rows]) for name in rows[0]}


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
