"""The file of a person: parts that join any scene of their bone, and nothing that moves them."""

import numpy as np
import pytest

from scenes.file.companion_file import bake_companion
from scenes.file.glb import split
from scenes.file.pack import pack
from scenes.file.part_writer import MILLIMETRE
from scenes.motion.site import TOP, WORLD
from scenes.story.case import Case
from tests.persons import needs_body, person_around
from tests.scenes.gltf import Scene, validated

pytestmark = needs_body


@pytest.fixture(scope="module")
def person():
    """Build the person around the usual bone."""
    return person_around(Case())


@pytest.fixture(scope="module")
def file(person):
    """Write the person."""
    return bake_companion(person, ["skin"])


@pytest.fixture(scope="module")
def nodes(file):
    """Read the nodes of the file by their names."""
    return {node["name"]: node for node in split(file)[0]["nodes"]}


def test_the_khronos_validator_finds_nothing(file, tmp_path):
    """No error and no warning."""
    (tmp_path / "person.glb").write_bytes(file)
    report = validated(tmp_path / "person.glb")
    assert (report["numErrors"], report["numWarnings"]) == (0, 0)


def test_it_holds_nothing_that_moves(file):
    """Neither animations nor tracks: both are the scene's."""
    document, _ = split(file)
    assert not document.get("animations")
    assert document["scenes"][0]["extras"] == {"replaces": ["skin"], "labels": []}


def test_every_part_hangs_in_its_frame(file, person, nodes):
    """Below the world, or below what lies over all broken bones, with its facts."""
    names = [node["name"] for node in split(file)[0]["nodes"]]
    frames = {WORLD: nodes["walkthrough"], TOP: nodes["frame_top"]}
    for part in person:
        assert names.index(f"part_{part.name}") in frames[part.frame]["children"]
        extras = nodes[f"part_{part.name}"]["extras"]
        facts = (part.name, part.material, part.layer, part.shown, part.weights)
        assert facts == tuple(
            extras[name] for name in ("part", "material", "layer", "shown", "weights")
        )


def test_a_part_that_many_levels_share_has_its_place(file, person, nodes):
    """The matrix of its node, column by column; the others lie where they are drawn."""
    placed = {part.name: part.placement for part in person if part.placement is not None}
    assert placed
    for part in person:
        matrix = nodes[f"part_{part.name}"].get("matrix")
        if part.name in placed:
            assert np.reshape(matrix, (4, 4)).T == pytest.approx(placed[part.name])
        else:
            assert matrix is None


def test_points_lie_where_they_were(file, person):
    """Rounding moves none of them by more than a twentieth of a millimetre."""
    scene = Scene(file)
    for part in person:
        if part.placement is None and not part.weights:
            written = scene.points(f"mesh_{part.name}", 0.0) / MILLIMETRE
            assert np.abs(written - part.mesh.points).max() < 0.05, part.name


def test_the_same_person_gives_the_same_bytes(file, person):
    """Nothing random or dated goes into the file."""
    assert bake_companion(person, ["skin"]) == file


def test_packing_keeps_names_and_extras(file):
    """The viewer finds parts, frames and what they replace."""
    document, original = split(pack(file))[0], split(file)[0]
    assert document["scenes"][0]["extras"] == original["scenes"][0]["extras"]
    parts = {node.get("name") for node in document["nodes"]}
    assert {
        node["name"] for node in original["nodes"] if node["name"][:5] in {"part_", "frame"}
    } <= parts
