"""The file that the browser plays."""

import numpy as np
import pytest

from scenes.file.bake import bake
from scenes.file.glb import split
from scenes.file.pack import pack
from scenes.file.part_writer import MILLIMETRE
from scenes.motion.pose import camera_at, pose_at
from scenes.story.timeline import DURATION
from tests.moments import moments
from tests.scenes.gltf import validated

TIMES = [
    *moments("person healthy-0.4 healthy fracture-0.63 fracture ready-0.38 trocars-0.7"),
    *moments("trocars-0.15 cannulas-0.3 balloons-0.5 inflation-0.79 inflation-0.5 inflation-0.17"),
    *moments("inflation cavities-0.73 cavities-0.3 cement-0.6 cement-0.19 cement closing-0.4"),
    *moments("result"),
]
"""Moments at rest and on the way."""


@pytest.mark.parametrize("time", TIMES)
def test_every_point_in_the_file_is_where_the_pose_puts_it(scene, spine, time):
    """Morphs and node motions evaluated from the file equal the exact pose to 0.05 mm."""
    pose = pose_at(spine.case, time)
    mirror = np.diag([-1.0, 1.0, 1.0, 1.0])
    for part in spine.parts:
        if pose.shown[part.shown] == 0.0:
            continue
        points = part.points_at(pose.weights[part.weights]) if part.weights else part.mesh.points
        frame = mirror @ pose.frames[part.frame] if part.mirrored else pose.frames[part.frame]
        exact = points @ frame[:3, :3].T + frame[:3, 3]
        written = scene.points(f"mesh_{part.name}", time) / MILLIMETRE
        assert np.abs(written - exact).max() < 0.05, part.name


@pytest.mark.parametrize("time", TIMES)
def test_what_is_hidden_has_no_size_for_programs_that_know_only_gltf(scene, spine, time):
    """A hidden part is a node with a scale of zero, a visible one has its size."""
    around = [
        pose_at(spine.case, t) for t in (max(time - 0.03, 0), time, min(time + 0.03, DURATION))
    ]
    for part in spine.parts:
        opacities = [pose.shown[part.shown] for pose in around]
        scale = scene.scale(f"part_{part.name}", time)
        if opacities[1] > 0.0:
            assert (scale == 1.0).all(), part.name
        elif max(opacities) == 0.0:
            assert (scale == 0.0).all(), part.name


def test_weights_run_from_zero_to_one(scene):
    """Programs that pack weights into unsigned bytes lose nothing."""
    for values in scene.weight_tracks():
        assert values.min() >= 0.0
        assert values.max() <= 1.0 + 1e-6


def test_every_part_is_a_named_node_with_its_facts(scene, spine):
    """Names, materials and layers can be read from the file."""
    written = {
        node["extras"]["part"]: node["extras"]
        for node in scene.document["nodes"]
        if "part" in node.get("extras", {})
    }
    assert set(written) == {part.name for part in spine.parts}
    for part in spine.parts:
        assert written[part.name]["material"] == part.material
        assert written[part.name]["layer"] == part.layer
        assert written[part.name]["shown"] == part.shown


@pytest.mark.parametrize("time", np.linspace(0, DURATION, 49).round(3))
def test_extras_carry_what_gltf_cannot(scene, case, time):
    """Opacity, shades and camera interpolated from the extras are those of the pose."""
    pose = pose_at(case, float(time))
    for name, value in pose.shown.items():
        assert scene.extra("shown", name, time=time)[0] == pytest.approx(value, abs=0.01)
    for name, value in pose.shades.items():
        assert scene.extra("shades", name, time=time)[0] == pytest.approx(value, abs=0.01)
    accompanied = camera_at(case, float(time), accompanied=True)
    for name, camera in (("alone", pose.camera), ("camera", accompanied)):
        assert scene.extra(name, "target", time=time) == pytest.approx(camera.target, abs=0.1)
        assert scene.extra(name, "up", time=time) == pytest.approx(camera.up, abs=0.003)


@pytest.mark.parametrize("opening", ["closed", "opened", "ghost"])
@pytest.mark.parametrize("time", TIMES[::3])
def test_extras_carry_how_the_person_wants_the_bones(scene, case, opening, time):
    """What differs from the guided way of showing them, laid over it, is the pose's opacity."""
    differing = scene.script()["tracks"]["openings"][opening]
    for name, value in pose_at(case, time, opening).shown.items():
        carried = (
            scene.extra("openings", opening, name, time=time)
            if name in differing
            else scene.extra("shown", name, time=time)
        )
        assert carried[0] == pytest.approx(value, abs=0.01), name


def test_the_same_case_gives_the_same_bytes(spine, scene_file):
    """Nothing random or dated goes into the file."""
    assert bake(spine) == scene_file


def test_the_khronos_validator_finds_nothing(scene_file, tmp_path):
    """No error and no warning."""
    file = tmp_path / "scene.glb"
    file.write_bytes(scene_file)
    report = validated(file)
    assert (report["numErrors"], report["numWarnings"]) == (0, 0)


def test_the_packed_file_is_a_third_and_keeps_names_and_extras(scene_file):
    """Packing for the wire loses neither the parts' names nor the tracks."""
    packed = pack(scene_file)
    document, _ = split(packed)
    original, _ = split(scene_file)
    assert len(packed) < len(scene_file) / 2
    assert document["scenes"][0]["extras"] == original["scenes"][0]["extras"]
    parts = {entry.get("name") for entry in document["nodes"]}
    assert {e["name"] for e in original["nodes"] if e["name"].startswith("part_")} <= parts
