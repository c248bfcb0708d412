"""The ligaments of a case: each piece goes with the two vertebrae that it joins."""

from dataclasses import replace
from itertools import pairwise

import pyvista as pv

from meshes.spine.disc import Disc, build_disc
from meshes.spine.ligaments import back_ligaments, front_ligament
from meshes.spine.stack import inverse
from meshes.tools.surface import merge, moved
from scenes.model.bones import Bones
from scenes.model.parts import Part
from scenes.model.soft import moved_disc


def ligament_parts(bones: Bones) -> list[Part]:
    """Make the ligaments in front and behind, from each vertebra to the one above it."""
    site = bones.site
    levels, places = site.levels, site.healthy
    surfaces = {
        level: moved(bones.surfaces[level], places[level] @ inverse(bones.rest[level]))
        for level in levels
    }
    discs = [build_disc(*pair, places).surface for pair in pairwise(levels)]
    spine = merge([_bare(one) for one in (*surfaces.values(), *discs)])
    kinds = {
        "ligament_front": front_ligament(levels, places, spine),
        "ligament_back": back_ligaments(levels, surfaces),
    }
    return [
        _part(bones, kind, piece, pair)
        for kind, pieces in kinds.items()
        for pair, piece in zip(pairwise(levels), pieces, strict=True)
    ]


def _part(bones: Bones, kind: str, piece: Disc, levels: tuple[str, str]) -> Part:
    name = "_".join([kind, *levels])
    part = moved_disc(bones, name, _placed(bones, piece, levels), levels, kind)
    return replace(part, material="ligament", layer="ligaments")


def _placed(bones: Bones, piece: Disc, levels: tuple[str, str]) -> Disc:
    """Take a piece of the healthy spine to where it is before the treated bone breaks."""
    other, lower = bones.site.neighbour, levels[1]
    if other is not None and not other.is_above and other.level in levels:
        return other.settled(piece, is_over=other.level == lower)
    place = bones.rest[lower] @ inverse(bones.site.healthy[lower])
    return Disc(moved(piece.surface, place), piece.share)


def _bare(surface: pv.PolyData) -> pv.PolyData:
    """Return a surface without the data of its points, which others may lack."""
    bare = surface.copy()
    for name in [name for name in bare.point_data if name != "Normals"]:
        del bare.point_data[name]
    return bare
