"""Discs, nerves and skin of a case."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyvista as pv

from meshes.arrays import Floats, smoothstep
from meshes.cutplane import CutPlane
from meshes.disc import Disc, build_disc, disc_weights
from meshes.nerves import cauda_equina, cord, dura, nerve_roots, soft_targets, soft_weights
from meshes.skin import skin_height, skin_mark, skin_patch
from meshes.surface import mesh, points_of, triangles_of
from scenes.bones import STATES, Bones
from scenes.case import MOST
from scenes.cuts import opening_of
from scenes.parts import WORLD, Part, on_sides
from scenes.shading import follow_normals
from scenes.site import Site

CAP_INSET = 0.12
"""Millimetres by which a disc's cut face lies behind the bones' faces, which it overlaps."""

ANNULUS = np.array([176.0, 200.0, 212.0]) / 255.0
NUCLEUS = np.array([222.0, 236.0, 240.0]) / 255.0


def disc_parts(bones: Bones) -> list[Part]:
    """Make the discs, whole and opened."""
    parts = []
    for upper, lower in pairwise(bones.site.levels):
        disc = build_disc(upper, lower, bones.rest)
        cut = {upper, lower} <= set(bones.site.opened)
        name = f"disc_{upper}_{lower}"
        parts.append(_disc(bones, name, disc, (upper, lower), "whole" if cut else "always"))
        if cut:
            parts += _opened_disc(bones, name, disc, (upper, lower))
    return parts


def nerve_parts(bones: Bones) -> list[Part]:
    """Make dura, cord, cauda equina and the roots of both sides."""
    left = _soft(bones, "nerve_roots_left", nerve_roots(bones.rest), "nerve_root", "whole")
    right = replace(left, name="nerve_roots_right", mirrored=True, shown="always")
    return [
        _soft(bones, "dura", dura(bones.rest), "dura", "always"),
        _soft(bones, "cord", cord(bones.rest), "cord", "always"),
        _soft(bones, "cauda_equina", cauda_equina(bones.rest), "nerve_root", "always"),
        left,
        right,
    ]


def skin_parts(site: Site) -> list[Part]:
    """Make the patch of skin and the small marks on it, one for each needle."""
    skin = Part(name="skin", mesh=skin_patch(), material="skin", layer="skin", shown="skin")
    left = Part(
        name="mark_left",
        mesh=skin_mark(skin_entry(site)),
        material="mark",
        layer="skin",
        shown="marks",
    )
    return [skin, *on_sides(left, site.sides)]


def skin_entry(site: Site) -> Floats:
    """Return the ``(3,)`` point in mm where the left needle's way crosses the skin."""
    entry = site.trajectory.at_z(-92.0)
    for _ in range(8):
        entry = site.trajectory.at_z(float(skin_height(entry[:1], entry[1:2])[0]))
    return entry


def _disc(bones: Bones, name: str, disc: Disc, levels: tuple[str, str], shown: str) -> Part:
    part = Part(
        name=name,
        mesh=disc.surface,
        material="disc",
        layer="discs",
        shown=shown,
        frame=_frame(bones, levels),
    )
    fracture = bones.fracture
    if levels[1] == bones.case.level:
        morphing = replace(part, weights="disc", targets=disc.targets(fracture))
        weights = [disc_weights(fracture, state.loss, state.crack) for state in STATES]
    elif levels[0] == bones.case.level and fracture.shape.dish:
        morphing = replace(part, weights="fracture", targets=disc.targets_below(fracture))
        weights = [fracture.weights(state.loss, state.crack) for state in STATES]
    else:
        return part
    return follow_normals(morphing, weights)


def _opened_disc(bones: Bones, name: str, disc: Disc, levels: tuple[str, str]) -> list[Part]:
    disc.surface.point_data["share"] = disc.share
    plane = bones.site.plane
    cut = opening_of(disc.surface, plane, 1.2)
    shell = Disc(cut.shell, np.asarray(cut.shell.point_data["share"]))
    cap = Disc(_cap_face(cut.cap, plane), np.asarray(cut.cap.point_data["share"]))
    face = _disc(bones, f"{name}_cap", cap, levels, "opened")
    return [
        _disc(bones, f"{name}_opened", shell, levels, "opened"),
        replace(face, material="disc_cap", normal_targets=np.zeros((0, 0, 3))),
    ]


def _cap_face(cap: pv.PolyData, plane: CutPlane) -> pv.PolyData:
    """Colour a disc's cut face: a pale core within layered rings."""
    points = points_of(cap)
    across = plane.flat(points)[:, 0]
    across = 2.0 * (across - across.min()) / np.ptp(across) - 1.0
    upward = np.abs(2.0 * np.asarray(cap.point_data["share"]) - 1.0)
    radius = np.sqrt((across / 0.95) ** 2 + (0.55 * upward) ** 2)
    core = (1.0 - smoothstep(radius, 0.45, 0.72))[:, None]
    layers = 0.93 + 0.07 * (0.5 + 0.5 * np.sin(38.0 * radius))[:, None]
    face = mesh(points - CAP_INSET * plane.normal, triangles_of(cap))
    face.point_data["Normals"] = np.tile(plane.normal, (len(points), 1))
    face.point_data["share"] = cap.point_data["share"]
    face.point_data["colour"] = ANNULUS * layers * (1.0 - core) + NUCLEUS * core
    return face


def _frame(bones: Bones, levels: tuple[str, str]) -> str:
    """Return a disc's frame: wholly above the treated bone, it goes with the spine above."""
    return bones.frame(levels[1]) if levels[1] != bones.case.level else WORLD


def _soft(bones: Bones, name: str, surface: pv.PolyData, material: str, shown: str) -> Part:
    part = Part(
        name=name,
        mesh=surface,
        material=material,
        layer="nerves",
        shown=shown,
        weights="soft",
        targets=soft_targets(points_of(surface), bones.fracture, MOST),
    )
    return follow_normals(part, [soft_weights(state.loss, MOST) for state in STATES])
