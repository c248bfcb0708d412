"""The person: closed pieces, one silhouette, and skin around every bone at every bend."""

import numpy as np
import pytest
from scipy import ndimage

from meshes.fracture.warp import MAX_LOSS, Fracture
from meshes.person import person_of, posture_weights, standing_up
from meshes.person.spine_chain import SPINE, TREATED, standing_to_case
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import apply, inverse
from meshes.tools.arrays import length
from meshes.tools.surface import is_closed_manifold, mesh, normals_of, points_of, triangles_of
from tests.meshes.person.test_posture import moved
from tests.walls import clearance

REST = np.eye(4)


def most_bent(level):
    """Return the motion of the spine above at the greatest loss of height."""
    return Fracture(VERTEBRAE[level]).spine_above(MAX_LOSS)


def test_pieces_are_closed_and_named_once(person):
    """Each is watertight, faces outward in the case's frame, and has unit normals."""
    assert len({piece.name for piece in person.pieces}) == len(person.pieces)
    for piece in person.pieces:
        placed = piece.placed()
        assert is_closed_manifold(placed), piece.name
        assert placed.volume > 0.0
        assert np.linalg.det(piece.placement[:3, :3]) > 0.0
        assert length(normals_of(placed)) == pytest.approx(1.0)
        assert len(piece.targets) in {0, 4}


def test_shapes_are_shared(person):
    """Pieces of one shape have one mesh, so that a file needs it once."""
    by_shape = {piece.shape: piece.mesh for piece in person.pieces}
    for piece in person.pieces:
        assert np.array_equal(points_of(piece.mesh), points_of(by_shape[piece.shape]))
    assert len(by_shape) < 15 < len(person.pieces)


def test_it_is_small(person):
    """Figure and skeleton together have at most 26 000 triangles in the file."""
    shapes = {piece.shape: piece.mesh.n_cells for piece in person.pieces}
    assert shapes["body"] < 9_500
    assert sum(shapes.values()) < 26_000


def test_every_vertebra_is_there_and_follows(persons):
    """Those over the treated bone go with the spine above, the others stay."""
    for level, person in persons.items():
        frames = {piece.name: piece.follows for piece in person.pieces}
        for name in SPINE[SPINE.index("C7") :]:
            above = SPINE.index(name) < SPINE.index(level)
            assert frames[f"vertebra_{name}"] == ("above" if above else "world")


def test_marks_are_clean(person):
    """Hair and gown are nearly always wholly there or not, on head and trunk."""
    body = person.piece("body").mesh
    height = apply(inverse(standing_to_case("L1")), points_of(body))[:, 1]
    for name, low, high in (("hair", 380.0, 600.0), ("gown", -670.0, 330.0)):
        share = np.asarray(body.point_data[name])
        corners = share[triangles_of(body)]
        strip = (corners.min(axis=1) < 0.01) & (corners.max(axis=1) > 0.99)
        sides = np.ptp(points_of(body)[triangles_of(body)][strip], axis=1)
        assert share.min() == 0.0
        assert share.max() == 1.0
        assert np.all((height > low) & (height < high) | (share == 0.0))
        # Where the mark changes, a triangle is a narrow strip along the border.
        assert strip.sum() > 20
        assert sides.max() < 60.0


@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("axis", [0, 2])
def test_silhouette_is_one(person, axis, bent):
    """From the side and from the front everything lies in one patch."""
    above = most_bent("L1") if bent else REST
    dots = np.concatenate([samples(piece, above) for piece in person.pieces])
    flat = np.delete(dots, axis, axis=1)
    cells = ((flat - flat.min(axis=0)) / 7.0).astype(int)
    picture = np.zeros(cells.max(axis=0) + 1, dtype=bool)
    picture[tuple(cells.T)] = True
    assert ndimage.label(picture, np.ones((3, 3)))[1] == 1


@pytest.mark.parametrize("level", ["T12", "L1", "L3"])
@pytest.mark.parametrize("bent", [False, True])
def test_skin_covers_every_bone(persons, level, bent):
    """No bone comes nearer to the skin than 6 mm; spinous tips lie 10 to 46 mm deep."""
    person, above = persons[level], most_bent(level) if bent else REST
    body = person.piece("body")
    skin = mesh(moved(body, above), triangles_of(body.mesh))
    others = [piece for piece in person.pieces if piece is not body]
    spots = [moved(piece, above)[::3] for piece in others]
    assert clearance(np.concatenate(spots), skin).min() > 6.0
    back = -standing_to_case(level)[:3, 2]
    tips = [
        points[(points @ back).argmax()]
        for piece in others
        if piece.name.startswith("vertebra_")
        for points in [moved(piece, above)]
    ]
    depths = clearance(np.array(tips), skin)
    assert depths.min() > 10.0
    assert depths.max() < 46.0


@pytest.mark.parametrize("level", TREATED)
def test_feet_are_level_and_the_head_over_them(persons, level):
    """Standing healthy, the head's middle lies at most 60 mm before or behind the feet's."""
    person = persons[level]
    points = points_of(person.piece("body").mesh)
    up = standing_up(level)
    rise, ahead = points @ up, points @ np.cross([1.0, 0.0, 0.0], up)
    assert rise.min() == pytest.approx(person.feet)
    assert 1650.0 < np.ptp(rise) < 1720.0
    head, feet = rise > rise.max() - 230.0, rise < rise.min() + 60.0
    assert abs(np.median(ahead[head]) - np.median(ahead[feet])) < 60.0


def test_bending_makes_smaller_and_stays_on_the_feet(person):
    """Broken, she is a little smaller along the new up, and the head comes forward."""
    body, above = person.piece("body"), most_bent("L1")
    theta = float(np.arcsin(posture_weights(above)[0]))
    healthy, bent = points_of(body.mesh) @ standing_up("L1"), None
    bent = moved(body, above) @ standing_up("L1", theta)
    assert 5.0 < np.ptp(healthy) - np.ptp(bent) < 90.0


def test_person_is_the_same_every_time():
    """Built anew, every point of the body has the same bytes."""
    first, second = (person_of.__wrapped__("L1").piece("body").mesh for _ in range(2))
    assert points_of(first).tobytes() == points_of(second).tobytes()


def samples(piece, above):
    """Return points spread over a piece, about 6 mm apart at most, in a posture."""
    corners = moved(piece, above)[triangles_of(piece.mesh)]
    steps = int(np.ceil(np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max() / 6.0))
    steps = min(steps, 9)
    shares = [(a, b, steps - a - b) for a in range(steps + 1) for b in range(steps + 1 - a)]
    return np.einsum("sk,mkd->smd", np.array(shares) / steps, corners).reshape(-1, 3)
