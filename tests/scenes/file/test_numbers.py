"""Other numbers than the baked ones: the viewer poses the bone as Python does."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import visualizer
from scenes.file.numbers import plain_bone, plain_numbers
from scenes.model.measures import shape_tracks
from scenes.model.vertebrae import treated_surface
from scenes.motion.pose import bone_at, pose_at, reach_of
from scenes.motion.sampling import sample_motion
from scenes.story.case import CHOICES, LIMITS, REGAINED, Case
from scenes.story.script import script_of
from tests.provision import NODE

POSER = Path(visualizer.__file__).parent / "viewer" / "dist" / "pose.mjs"
NUMBERS = ("height_loss", "height_regained", "cement", "settling")


FAMILIES = {
    **{shape: Case(level="L2", shape=shape) for shape in CHOICES["shape"]},
    "waiting": Case(level="L2", neighbour="waiting"),
    "waiting-biconcave": Case(level="L2", shape="biconcave", neighbour="waiting"),
    "treated": Case(level="L2", neighbour="treated"),
}
"""Every kind of fracture, and those beside which another bone is broken."""


@pytest.fixture(scope="module", params=FAMILIES)
def bone(request):
    """Measure what the viewer needs to know of one family, and the bone itself."""
    baked, surface = FAMILIES[request.param], treated_surface("L2")
    return baked, plain_numbers(baked, surface), surface


@pytest.fixture(scope="module", params=CHOICES["treatment"])
def answers(request, bone):
    """Ask the viewer for random moments of random cases under one treatment."""
    baked, numbers, surface = bone
    usual = baked.treated_by(request.param)
    limits = LIMITS | {"height_regained": (0.0, REGAINED[request.param][1])}
    chance = np.random.default_rng(3)
    cases = [
        replace(usual, **{name: float(chance.uniform(*limits[name])) for name in NUMBERS})
        for _ in range(40)
    ] + [replace(usual, height_loss=0.0)]
    end = script_of(usual).duration
    times = chance.uniform(0.0, end, len(cases))
    question = {
        "format": numbers,
        "tracks": plain_bone(usual, sample_motion(usual)),
        "moments": [
            {"time": time, "numbers": numbers_of(case)}
            for case, time in zip(cases, times.tolist(), strict=True)
        ],
        "heights": np.linspace(0.0, end, 45).tolist(),
    }
    process = subprocess.run(
        [NODE, POSER],
        input=json.dumps(question),
        capture_output=True,
        check=True,
        text=True,
    )
    return list(zip(cases, times, json.loads(process.stdout), strict=True)), surface


def numbers_of(case):
    """Return the numbers that a page sends; how much is lost again belongs to the balloon."""
    names = NUMBERS if case.treatment == "kyphoplasty" else NUMBERS[:3]
    return {name: getattr(case, name) for name in names}


def test_the_viewer_poses_the_bone_as_python_does(answers):
    """Every weight agrees within a thousandth of its reach, and the spine above within 0.01 mm."""
    for case, time, answer in answers[0]:
        pose, reach = pose_at(case, time), reach_of(case)
        assert answer["crack"] == pytest.approx(bone_at(case, time).crack, abs=0.003)
        for channel, weights in answer["weights"].items():
            wanted = pose.weights[channel] / reach[channel]
            assert weights == pytest.approx(wanted, abs=0.003), (case, time, channel)
        above = pose.frames["above"]
        assert answer["angle"] == pytest.approx(np.arctan2(above[2, 1], above[1, 1]), abs=4e-4)


def test_the_viewer_knows_the_heights_of_other_numbers(answers):
    """What it tells is what Python measures on the bone, within 0.05 mm and a tenth of a degree."""
    cases, surface = answers
    for case, _, answer in cases[:6]:
        for name, track in shape_tracks(case, surface).items():
            track_answer = answer["heights"][name]
            wanted = np.interp(track_answer["times"], track["times"], track["values"])
            assert track_answer["values"] == pytest.approx(
                wanted, abs=0.1 if name == "kyphosis" else 0.05
            )


def test_weights_never_leave_their_reach():
    """Whatever the numbers: the file stores weights as shares from 0 to 1."""
    for family in FAMILIES.values():
        for loss in (0.1, 0.3, 0.38, 0.4, 0.42):
            numbers = {"height_loss": loss, "height_regained": 0.1, "cement": loss / 0.42}
            case = replace(family, **numbers)
            reach = reach_of(case)
            for time in np.linspace(0.0, script_of(case).duration, 61):
                for channel, weights in pose_at(case, time).weights.items():
                    shares = weights / reach[channel]
                    assert shares.min() >= 0.0, (channel, time)
                    assert shares.max() <= 1.0 + 1e-9, (channel, time)
