"""A person as pieces: each a shape, where it stands, and what it follows."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias

import numpy as np
import pyvista as pv

from meshes.person.body_surface import body_surface
from meshes.person.far_vertebrae import DISC, disc_placement, far_shape, vertebra_placement
from meshes.person.fitted_body import ARM, bone_share, fitted_body
from meshes.person.pelvic_bones import femora, pelvis, sacrum
from meshes.person.poses import standing
from meshes.person.posture import hinges, posture_targets
from meshes.person.ribs import ribs
from meshes.person.spine_chain import NECK, SACRUM, SPINE, spine_places, standing_to_case
from meshes.spine.stack import apply
from meshes.tools.arrays import Floats, unit
from meshes.tools.surface import merge, mesh, normals_of, points_of, triangles_of

Follows: TypeAlias = Literal["world", "above"]
"""What stays where it is, and what goes rigidly with the spine over the treated bone."""

LIFTED = NECK[:-1]
"""Vertebrae that the neck lifts again: one piece with targets."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of the person or of the room.

    Attributes
    ----------
    name : str
        What it is, such as ``"body"`` or ``"vertebra_T4"``; unique.

    shape : str
        Name of its mesh; pieces with the same one have the same mesh.

    mesh : pyvista.PolyData
        Closed triangles with ``"Normals"``, in the shape's own frame.

    placement : (4, 4) float
        Transform from the shape's frame to the case's frame; it may scale, by different amounts
        along the shape's axes, but never mirrors.

    follows : {"world", "above"}
        The frame that carries it.

    targets : (4, n, 3) or (0, n, 3) float
        Displacements in the shape's frame per unit of
        :func:`meshes.person.posture.posture_weights`; none for what is rigid.

    """

    name: str
    shape: str
    mesh: pv.PolyData = field(repr=False)
    placement: Floats = field(repr=False)
    follows: Follows = "world"
    targets: Floats = field(default_factory=lambda: np.zeros((0, 0, 3)), repr=False)

    def placed(self) -> pv.PolyData:
        """Return the mesh at rest in the case's frame.

        Returns
        -------
        pyvista.PolyData
            Mesh with unit normals.

        """
        turned = normals_of(self.mesh) @ np.linalg.inv(self.placement[:3, :3])
        points = apply(self.placement, points_of(self.mesh))
        return mesh(points, triangles_of(self.mesh), unit(turned))


@dataclass(frozen=True, eq=False)
class Pieces:
    """What belongs together around a treated bone, in the case's frame.

    Attributes
    ----------
    level : str
        The treated level.

    pieces : tuple of Piece
        All of it.

    """

    level: str
    pieces: tuple[Piece, ...]

    def piece(self, name: str) -> Piece:
        """Return a piece by name.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        Piece
            The piece.

        Raises
        ------
        KeyError
            If there is none of this name.

        """
        return {piece.name: piece for piece in self.pieces}[name]


@dataclass(frozen=True, eq=False)
class Person(Pieces):
    """A standing person around a treated bone, healthy, in the case's frame.

    Attributes
    ----------
    level : str
        The treated level.

    pieces : tuple of Piece
        Body, neck, vertebrae, discs, ribs, sacrum, pelvis and femora.  Every vertebra and disc is
        there: those that a scene has anyway are left out by it, by name.

    hips : (3,) float
        Middle of the hip joints, about which the legs turn, mm.

    feet : float
        Height of the soles along `meshes.person.posture.standing_up` from the origin, mm.

    """

    hips: Floats = field(repr=False)
    feet: float


@cache
def person_of(level: str) -> Person:
    """Build the person around a treated bone.

    Parameters
    ----------
    level : str
        The treated level, T11 to L3.

    Returns
    -------
    Person
        All of it, in the case's frame.

    Raises
    ------
    ValueError
        If the frame of this level cannot be the world.

    BodyDataMissingError
        If the package with the files of a body is not installed.

    """
    to_case = standing_to_case(level)
    body = _body(level, to_case)
    soles = points_of(body.placed()) @ to_case[:3, 1]
    pieces = (body, _neck(level), *_vertebrae(level), *_discs(level), *_ghosts(level, to_case))
    return Person(level, pieces, hinges(level).hips, float(soles.min()))


def _body(level: str, to_case: Floats) -> Piece:
    """Build the dressed body; its mesh says what is hair and what is gown."""
    surface = body_surface(dressed=True)
    points = apply(to_case, standing(surface))
    arm = bone_share(fitted_body(), surface.weights, ARM)
    skin = mesh(points, surface.triangles)
    skin.point_data["hair"], skin.point_data["gown"] = surface.hair, surface.gown
    return _still("body", skin, targets=posture_targets(level, points, arm))


def _neck(level: str) -> Piece:
    """Six vertebrae and their discs in one mesh, which the neck lifts again."""
    places = spine_places(level)
    parts = [_vertebra(name, level).placed() for name in LIFTED]
    parts += [_disc(name, level).placed() for name in LIFTED[1:]]
    owners = [places[name][:3, 3] for name in (*LIFTED, *LIFTED[1:])]
    # Each goes as its middle does, so that it keeps its shape.
    targets = [
        _rigid(level, points_of(part), middle) for part, middle in zip(parts, owners, strict=True)
    ]
    return _still("neck", merge(parts), targets=np.concatenate(targets, axis=1))


def _rigid(level: str, points: Floats, middle: Floats) -> Floats:
    """Targets of a body that moves rigidly with the person's points around its middle."""
    # At one height all points turn by the same angle: the way of one in front tells it.
    probes = middle + np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    shift, ahead = np.moveaxis(posture_targets(level, probes), 1, 0)
    sine, cosine = (ahead - shift)[:, 1:].T * [[-1.0], [1.0]]
    _, y, z = (points - middle).T
    zero = np.zeros_like(y)
    across, inward = np.stack([zero, -z, y], axis=1), np.stack([zero, y, z], axis=1)
    return np.asarray(
        shift[:, None] + sine[:, None, None] * across + cosine[:, None, None] * inward
    )


def _vertebra(name: str, level: str) -> Piece:
    shape, placement = vertebra_placement(name, spine_places(level)[name])
    return Piece(f"vertebra_{name}", shape, far_shape(shape), placement, _frame(name, level))


def _disc(name: str, level: str) -> Piece:
    """Place the disc below a vertebra; it goes with the vertebra under it."""
    lower = (*SPINE, SACRUM)[SPINE.index(name) + 1]
    placement = disc_placement(name, spine_places(level))
    return Piece(f"disc_{name}_{lower}", DISC, far_shape(DISC), placement, _frame(lower, level))


def _frame(name: str, level: str) -> Follows:
    order = (*SPINE, SACRUM)
    return "above" if order.index(name) < order.index(level) else "world"


def _vertebrae(level: str) -> list[Piece]:
    return [_vertebra(name, level) for name in SPINE if name not in LIFTED]


def _discs(level: str) -> list[Piece]:
    return [_disc(name, level) for name in SPINE if name not in LIFTED]


def _ghosts(level: str, to_case: Floats) -> list[Piece]:
    """Ribs that go with the spine above and those that stay, and the bones of the pelvis."""
    plate = spine_places(level)[SACRUM]
    upright = to_case.copy()
    upright[:3, 3] = plate[:3, 3]
    bones = ribs()
    frames = {name: _frame("T1" if name == "breastbone" else name, level) for name in bones}
    pieces = [
        Piece("sacrum", "sacrum", sacrum(), plate),
        Piece("pelvis", "pelvis", pelvis(), upright),
        Piece("femora", "femora", femora(), upright),
    ]
    upper = [bone for name, bone in bones.items() if frames[name] == "above"]
    lower = [bone for name, bone in bones.items() if frames[name] == "world"]
    pieces.append(Piece("ribs", "ribs", merge(upper), to_case, "above"))
    if lower:
        pieces.append(Piece("lower_ribs", "lower_ribs", merge(lower), to_case))
    return pieces


def _still(name: str, surface: pv.PolyData, targets: Floats) -> Piece:
    """Make a piece whose mesh lies in the case's frame and bends by targets."""
    return Piece(name, name, surface, np.eye(4), "world", targets)
