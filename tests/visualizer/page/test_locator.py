"""The figure in the corner shows where the treated bone is in the person's body."""

import json

import pytest

from meshes.person import has_body_data
from scenes.story.case import CHOICES
from scenes.story.steps import LAYERS, LEVELS, STEPS
from tests.visualizer.page.figure import figure
from visualizer.page.components.locator import FIGURE, PLACES
from visualizer.page.step_aids import aids_of

LARGEST = 2000
"""Bytes of its shapes."""


@pytest.mark.slow
@pytest.mark.skipif(not has_body_data(), reason="the files of a body are not installed")
def test_the_figure_is_the_body_of_the_model():
    """Contour, spine and levels are those that the person's own shape has."""
    made = json.loads(json.dumps(figure()))
    assert made == FIGURE, "uv run python -m tests.visualizer.page.figure"


def test_every_level_has_its_place():
    """From T12 down to L3, in the back of the figure, about a third below the head's top."""
    assert set(FIGURE["levels"]) == set(FIGURE["leans"]) == set(PLACES) == set(CHOICES["level"])
    heights = [FIGURE["levels"][level][1] for level in ("T12", "L1", "L2", "L3")]
    assert heights == sorted(heights)
    assert all(30.0 < height < 40.0 for height in heights)


def test_the_figure_is_small():
    """It comes with the page and costs no request."""
    assert len(FIGURE["body"]) + len(FIGURE["spine"]) < LARGEST


def test_who_is_operated_on_lies_face_down():
    """From getting ready until the needles are out; before and after, the person stands."""
    lies = [aids_of("kyphoplasty", number).lies for number in range(len(STEPS))]
    keys = [step.key for step in STEPS]
    assert [key for key, one in zip(keys, lies, strict=True) if one] == keys[
        keys.index("ready") : keys.index("closing") + 1
    ]


def test_names_of_vertebrae_are_a_layer_that_nobody_sees_unasked():
    """They have a switch and a name in addresses, and no step shows them by itself."""
    assert LEVELS in LAYERS
    assert all(LEVELS not in step.layers for step in STEPS)
