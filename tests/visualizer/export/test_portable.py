"""The model for other programs, read by one that knows only the core of glTF 2.0."""

import numpy as np
import pytest

from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from scenes.story.timeline import DURATION, time_of
from tests.moments import moments, place_of
from tests.scenes.gltf import Scene, validated
from visualizer.commands import cli
from visualizer.content import load_content
from visualizer.export.portable import Imprint, portable, seconds_at
from visualizer.export.switching import faint_switches, rests_faint, solid_switches
from visualizer.links.case_names import case_text
from visualizer.making.scenes import make_scene

CONTENT = load_content("es")
BONES = ("bone_T11", "bone_T12", "bone_L1")
PARTS = (*BONES, "dura", "cannula_left", "balloon_right", "cement_left", "skin")
CASES = {
    "usual": Case(),
    "waiting": Case(neighbour="waiting"),
    "treated": Case(level="T12", neighbour="treated"),
}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    """One broken bone, and both stories of two."""
    return CASES[request.param]


@pytest.fixture(scope="module")
def baked(case):
    """Bake a case, or find it in the cache."""
    return (make_scene(case, Cache(), scene_key(case)).folder / "scene.glb").read_bytes()


@pytest.fixture(scope="module")
def plain_file(case, baked, tmp_path_factory):
    """Export the model as a person would."""
    file = tmp_path_factory.mktemp("model") / "model.glb"
    cli.main(["export", str(file), "--lang=es", f"--case={case_text(case) or 'level=L1'}"])
    return file


@pytest.fixture(scope="module")
def plain(plain_file):
    """Read the exported model."""
    return Scene(plain_file.read_bytes())


def test_the_khronos_validator_finds_nothing(plain_file):
    """No error and no warning."""
    report = validated(plain_file)
    assert (report["numErrors"], report["numWarnings"]) == (0, 0)


def test_it_needs_no_extension(case, plain):
    """Programs that know only the core can read it, pictures included."""
    assert {"extensionsUsed", "extensionsRequired"} & set(plain.document) == set()
    assert {image["mimeType"] for image in plain.document["images"]} == {"image/jpeg"}
    # A second bone that bends has targets of its own.
    assert len(plain.binary) < (6_000_000 if case.turned is None else 7_000_000)


@pytest.mark.parametrize(
    "time",
    [
        0.0,
        *moments(
            "fracture-0.4 fracture trocars-0.5 cannulas inflation-0.3 cement-0.5 closing result"
        ),
    ],
)
def test_everything_is_where_it_was(baked, plain, time):
    """At every moment, and to the end of every rest, each part has the shape of the baked scene."""
    raw = Scene(baked)
    for leaving in (False, True):
        seconds = seconds_at(time, leaving=leaving)
        for part in PARTS:
            scale = raw.scale(f"part_{part}", time)[0] * plain.scale(f"part_{part}", seconds)[0]
            if scale:
                moved = plain.points(f"mesh_{part}", seconds) - raw.points(f"mesh_{part}", time)
                assert np.abs(moved).max() < 2e-5, part


def test_it_rests_at_every_step(plain):
    """Two seconds of rest after three of movement, a minute in all."""
    ends = [times[-1] for times, _, _ in plain.tracks.values()]
    assert max(ends) == seconds_at(DURATION, leaving=True) == 5.0 * DURATION + 2.0
    assert [seconds_at(step) for step in (0.0, 1.0, 1.5)] == [0.0, 5.0, 8.5]


@pytest.mark.parametrize(
    ("part", "step", "there"),
    [
        ("bone", "fracture", True),
        ("bone", "cannulas", False),
        ("bone_opened", "cannulas", True),
        ("cement_left", "inflation", False),
        ("cement_left", "hardening", True),
        ("bone_ghost", "balloons", False),
        ("bone_ghost", "result", True),
        ("bone", "result", False),
        ("sunken_rim", "cement", False),
    ],
)
def test_only_what_is_there_has_a_size(case, plain, part, step, there):
    """What our viewer hides is shrunk to nothing; what it half shows is a see-through copy."""
    part = part.replace("bone", f"bone_{case.level}")
    assert plain.scale(f"part_{part}", seconds_at(time_of(step)))[0] == there


def test_a_program_that_does_not_play_shows_the_first_moment(plain):
    """Every node rests as it begins: neither tools, nor cement stand there."""
    nodes = plain.document["nodes"]
    animated = 0
    for channel in plain.document["animations"][0]["channels"]:
        node, path = nodes[channel["target"]["node"]], channel["target"]["path"]
        _, values, _ = plain.tracks[channel["target"]["node"], path]
        assert node[path] == pytest.approx(values[0], abs=1e-6), (node["name"], path)
        animated += 1
    assert animated > 50
    hidden = [node["name"] for node in nodes if node.get("scale") == [0.0, 0.0, 0.0]]
    assert {"part_cannula_left", "part_cement_left", "part_skin"} <= set(hidden)
    assert all(picture["name"] for picture in plain.document["images"])


def test_see_through_things_are_blended(plain):
    """Skin, balloon and the copy of the treated bone let through what is behind them."""
    blended = {
        surface["name"]: surface["pbrMetallicRoughness"]["baseColorFactor"][3]
        for surface in plain.document["materials"]
        if surface.get("alphaMode") == "BLEND"
    }
    assert {"balloon", "skin", "bone_ghost"} <= set(blended)
    assert all(0.2 < alpha < 0.7 for alpha in blended.values())


def test_it_says_what_it_is_not(plain):
    """The disclaimer stands where programs show the copyright, in the language asked for."""
    asset = plain.document["asset"]
    assert asset["copyright"].startswith(CONTENT.page.disclaimer)
    assert asset["extras"]["license"] in asset["copyright"]
    extras = plain.document["scenes"][0]["extras"]
    assert extras["disclaimer"] == CONTENT.page.disclaimer
    place = place_of("cavities")
    assert extras["steps"][place] == {"title": CONTENT.steps[place].title, "seconds": 5.0 * place}


def test_a_broken_scene_is_an_error():
    """Half a file is refused."""
    with pytest.raises(ValueError, match="not a whole binary glTF"):
        portable(b"glTF" + bytes(40), Imprint(title="", disclaimer="", steps=()))


def test_fading_becomes_switching():
    """A part is there from the middle of its fade, and a copy only while it is half there."""
    times, values = (0.0, 2.0, 4.0, 10.0), (0.0, 0.0, 1.0, 0.4)
    assert solid_switches(times, values) == [(0.0, False), (3.0, True), (9.0, False)]
    assert faint_switches(times, values) == [(0.0, False), (2.16, True), (3.0, False), (9.0, True)]
    assert rests_faint(times, values, [0.0, 10.0])
    assert not rests_faint(times, values, [0.0, 4.0])
