"""Where the names of the vertebrae may stand."""

import numpy as np

from meshes.spine.anatomy import VERTEBRAE, shown_levels
from scenes.model.level_names import plain_levels
from scenes.motion.site import site_of
from scenes.story.case import Case


def test_every_vertebra_that_is_shown_has_its_name(spine):
    """From T11 to L3 around L1, each on its own bone and in none of the others."""
    levels = plain_levels(spine)
    assert tuple(levels) == shown_levels("L1") == ("T11", "T12", "L1", "L2", "L3")
    for level, one in levels.items():
        assert {spot["key"] for spot in one["spots"]} == {level}
        assert all(f"_{level}" in spot["on"] for spot in one["spots"])


def test_names_stand_around_the_body(spine):
    """From every side of a bone one place looks at the eye, from in front of it to behind."""
    for one in plain_levels(spine).values():
        whole = [spot for spot in one["spots"] if not spot["on"].endswith(("_opened", "_hollow"))]
        normals = np.array([spot["normal"] for spot in whole if spot["on"].startswith("bone")])
        for eye in ((0, 0, 1), (1, 0, 0), (-1, 0, 0), (0.7, 0, 0.7), (0, 0, -1)):
            assert (normals @ eye).max() > 0.5


def test_x_ray_names_stand_at_the_edge_on_the_left_of_the_picture(spine):
    """The front in the side view, the patient's right in the front view."""
    rest = site_of(Case()).rest
    for level, one in plain_levels(spine).items():
        size, middle = VERTEBRAE[level], rest[level][:3, 3]
        front, right = (np.array(one["xray"][view]["at"]) - middle for view in ("lateral", "ap"))
        assert abs(front[2] - size.body_depth / 2) < 4.0
        assert abs(right[0] + size.body_width / 2) < 4.0
