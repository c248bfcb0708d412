"""What can be named on the model."""

from collections import Counter

import numpy as np
import pytest

from scenes.model.labels import LABELS, nearest, parts_of
from scenes.motion.site import site_of
from scenes.story.case import Case
from scenes.story.script import KYPHOPLASTY, SCRIPTS
from scenes.story.timeline import time_of
from scenes.story.visibility import OPENINGS, shown_at

SITE = site_of(Case())


def test_every_part_answers_to_exactly_one_name(spine):
    """Whatever a person taps on has one name."""
    named = Counter(part for label in LABELS.values() for part in parts_of(label, spine))
    assert set(named) == {part.name for part in spine.parts}
    assert set(named.values()) == {1}


ALL_STEPS = [(script, step) for script in SCRIPTS.values() for step in script.steps]
NAMES = [f"{treatment}-{step.key}" for treatment, one in SCRIPTS.items() for step in one.steps]


@pytest.mark.parametrize("step", [step for _, step in ALL_STEPS], ids=NAMES)
def test_a_step_shows_at_most_seven_names_of_things_that_are_there(step):
    """Every name of a step can point to something that is drawn in some way of showing it."""
    assert len(set(step.labels)) == len(step.labels) <= 7
    assert set(step.labels) <= set(LABELS)


@pytest.mark.parametrize(("script", "step"), ALL_STEPS, ids=NAMES)
def test_names_point_to_what_the_guided_picture_shows(spine, script, step):
    """The first name always does, for it is what the step is about; of several, two do."""
    shown = shown_at(script, step.time)
    seen = [
        any(shown[spine.part(spot.on(SITE)).shown] > 0.3 for spot in LABELS[key].spots)
        for key in step.labels
    ]
    assert seen[0]
    assert sum(seen) >= min(2, len(seen))


def test_each_name_has_a_place_near_where_it_was_meant(spine):
    """The corner found is the one asked for, within a few millimetres."""
    for key, label in LABELS.items():
        for spot in label.spots:
            part = spine.part(spot.on(SITE))
            found = np.asarray(part.mesh.points)[nearest(part, spot.near)]
            assert np.linalg.norm(found - spot.near) < 5.0, (key, spot, found)


def test_the_file_says_where_each_name_lies_on_its_part(spine, scene):
    """A corner of that part at rest, with the way its surface looks where that matters."""
    written = scene.document["scenes"][0]["extras"]["labels"]
    wanted = [(key, spot) for key, label in LABELS.items() for spot in label.spots]
    for entry, (key, spot) in zip(written, wanted, strict=True):
        part = spine.part(entry["on"])
        corner = nearest(part, spot.near)
        assert (entry["key"], entry["on"]) == (key, spot.on(SITE))
        assert entry["at"] == pytest.approx(np.asarray(part.mesh.points)[corner], abs=0.01)
        assert (entry["normal"] is not None) == spot.faces
        assert entry["parts"] == parts_of(LABELS[key], spine)


def test_names_of_cut_faces_hold_only_where_bones_are_cut(spine):
    """Closed bones have no spongy bone to point at."""
    for opening in OPENINGS:
        shown = shown_at(KYPHOPLASTY, time_of("cavities"), opening)
        seen = any(
            shown[spine.part(spot.on(SITE)).shown] > 0.3 for spot in LABELS["trabecular"].spots
        )
        assert seen == (opening in {"guided", "opened"})
