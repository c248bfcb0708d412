"""The room: closed pieces that never cut the person or each other, and marks in the window."""

from itertools import permutations

import numpy as np
import pytest

from meshes.devices.trajectory import left_trajectory
from meshes.person.spine_chain import lying_up, standing_to_case
from meshes.room import room_of, skin_entry
from meshes.room.drape import WINDOW, window_outline
from meshes.room.table import TOP
from meshes.spine.stack import apply, inverse
from meshes.tools.planar import inside
from meshes.tools.surface import is_closed_manifold, points_of, triangles_of
from tests.walls import clearance

MARKS = ("cross", "ring", "plaster", "pad")
LEVELS = ("T12", "L1", "L2", "L3")
SOLIDS = ("patient", "table", "mat", "pillow_chest", "pillow_hips", "pillow_shins", "pillow_head")
APART = (*SOLIDS, "drape", "c_arm")
"""Pieces that nothing may cut; the dark parts of the machine are set into the light ones."""


@pytest.fixture(scope="module")
def rooms():
    """Return the room around every level, with both needles' entries."""

    def built(level):
        left = left_trajectory(level)
        ways = (left, left.mirrored())
        return room_of(level, [skin_entry(level, way.point, way.direction) for way in ways])

    return {level: built(level) for level in LEVELS}


@pytest.fixture(scope="module")
def room(rooms):
    """Return the room around L1."""
    return rooms["L1"]


def lying(level, points):
    """Return points in the frame of the table: X to the left, Y to the head, Z down."""
    return apply(inverse(standing_to_case(level)), points)


def samples(piece):
    """Return corners, middles of sides and middles of the triangles of a piece."""
    placed = piece.placed()
    corners = points_of(placed)[triangles_of(placed)]
    sides = (corners + np.roll(corners, 1, axis=1)) / 2
    return np.concatenate([points_of(placed), corners.mean(axis=1), sides.reshape(-1, 3)])


def deepest(piece, other, reach=8.0):
    """Measure how deep a piece reaches into another; negative when it stays clear."""
    shell, spots = other.placed(), samples(piece)
    lower, upper = np.array(shell.bounds).reshape(3, 2).T + np.array([[-reach], [reach]])
    spots = spots[np.all((spots > lower) & (spots < upper), axis=1)]
    return clearance(spots, shell).max() if len(spots) else -reach


def test_pieces_are_closed(room):
    """Each is watertight and faces outward."""
    assert len({piece.name for piece in room.pieces}) == len(room.pieces)
    for piece in room.pieces:
        assert is_closed_manifold(piece.mesh), piece.name
        assert piece.mesh.volume > 0.0


def test_it_is_small(room):
    """The whole room has at most 34 000 triangles, the lying person at most 12 000."""
    counts = {piece.name: piece.mesh.n_cells for piece in room.pieces}
    assert counts["patient"] < 12_000
    assert counts["drape"] < 9_000
    assert sum(counts.values()) < 34_000


@pytest.mark.parametrize(("name", "other"), list(permutations(APART, 2)))
def test_nothing_cuts_anything(room, name, other):
    """Person, table, pillows, drape and machine stay apart."""
    assert deepest(room.piece(name), room.piece(other)) < 0.0


def test_drape_keeps_clear_of_the_person(room):
    """The sheet lies at least 3 mm over the body, its hem close to it."""
    assert deepest(room.piece("drape"), room.piece("patient")) < -3.0
    assert deepest(room.piece("patient"), room.piece("drape")) < -3.0
    assert -12.0 < deepest(room.piece("hem"), room.piece("patient"), 20.0) < -0.5


def test_shapes_serve_every_level(rooms):
    """But for the marks, a file needs each shape once for all levels."""
    for piece in rooms["L1"].pieces:
        if piece.name.split("_")[0] not in MARKS:
            other = rooms["L3"].piece(piece.name)
            assert np.array_equal(points_of(other.mesh), points_of(piece.mesh))


def test_person_lies_over_the_mat(room):
    """All of the body is higher than the mat, and within the table or an arm's board."""
    body = lying("L1", points_of(room.piece("patient").placed()))
    assert body[:, 2].max() < TOP
    wide = np.abs(body[:, 0]) > 282.0
    assert np.abs(body[:, 0]).max() < 462.0
    assert body[wide, 1].min() > 285.0
    assert room.up == pytest.approx(lying_up("L1"))


def test_drape_hangs_beside_the_table(room):
    """On both sides it ends at least 100 mm below the mat."""
    sheet = lying("L1", points_of(room.piece("drape").placed()))
    for side in (1.0, -1.0):
        hanging = sheet[side * sheet[:, 0] > 285.0]
        assert hanging[:, 2].max() > TOP + 100.0


@pytest.mark.parametrize("level", LEVELS)
def test_window_shows_every_mark(rooms, level):
    """Crosses, rings and plasters lie in the window, at least 35 mm from its rim."""
    rim = window_outline(10.0)
    middle = [0.0, sum(WINDOW[1:]) / 2]
    half = np.ptp(rim, axis=0) / 2
    smaller = middle + (rim - middle) * (half - 35.0) / half
    for piece in rooms[level].pieces:
        if piece.name.split("_")[0] in MARKS:
            marks = lying(level, points_of(piece.placed()))[:, :2]
            assert inside(marks, [smaller]).all(), piece.name


@pytest.mark.parametrize("name", MARKS)
def test_marks_lie_on_the_skin(room, name):
    """No point of a mark is more than 3 mm away from the skin, and a half of them is outside."""
    skin = room.piece("patient").placed()
    for side in ("left", "right"):
        depth = clearance(points_of(room.piece(f"{name}_{side}").placed()), skin)
        assert np.abs(depth).max() < 3.0
        assert (depth < 0.0).mean() > 0.4


@pytest.mark.parametrize("level", LEVELS)
def test_entry_lies_on_the_way_and_on_the_skin(rooms, level):
    """A needle's way meets the skin behind the bone, 80 to 100 mm from the body's middle."""
    way = left_trajectory(level)
    entry = skin_entry(level, way.point, way.direction)
    assert np.linalg.norm(np.cross(entry - way.point, way.direction)) < 1e-6
    assert -100.0 < entry[2] < -70.0
    assert np.abs(clearance(entry[None], rooms[level].piece("patient").placed())) < 0.05


def test_one_needle_has_marks_on_one_side():
    """A single entry is marked on its own side alone."""
    way = left_trajectory("L1", "unipedicular")
    one = room_of("L1", [skin_entry("L1", way.point, way.direction)])
    names = {piece.name for piece in one.pieces}
    assert "cross_left" in names
    assert not any(name.endswith("_right") for name in names)


@pytest.mark.parametrize("level", ["T12", "L3"])
def test_machine_looks_at_the_treated_bone(rooms, level):
    """The middle of detector and tube lies over and under it, along the way up."""
    arc = points_of(rooms[level].piece("c_arm_dark").placed())
    up = lying_up(level)
    detector = arc[(arc @ up).argsort()[-36:]].mean(axis=0)
    across = detector - up * (detector @ up)
    assert np.linalg.norm(across) < 25.0
