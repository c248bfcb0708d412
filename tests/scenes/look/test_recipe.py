"""The recipe of drawing: what draws a part at each opacity, and how opaque that is."""

import pytest

from scenes.look.materials import MATERIALS
from scenes.look.recipe import (
    LOOKS,
    OUTLINE_SHIFT,
    OUTLINE_WIDTH,
    ghost_tint,
    looks_of,
    opacity,
    plain_recipe,
)

BONE, CAP, BALLOON, SKIN = (MATERIALS[name] for name in ("bone", "cap", "balloon", "skin"))


def ranks(material, shown):
    """Return the ranks of the looks that draw an opacity."""
    return [look.rank for look in looks_of(material) if look.draws(shown)]


@pytest.mark.parametrize("material", [BONE, CAP, BALLOON, SKIN])
def test_what_is_not_shown_is_not_drawn(material):
    """At no opacity, no look draws."""
    assert ranks(material, 0.0) == []


def test_bone_is_solid_or_a_ghost():
    """It is solid with its outline when whole, and hides its own inner faces when it fades."""
    assert ranks(BONE, 1.0) == [0, 1]
    assert ranks(BONE, 0.999) == ranks(BONE, 0.001) == [30, 31, 32]


def test_a_cut_face_hides_what_is_behind_it_until_it_is_half_gone():
    """Of its looks exactly one draws it, the one that writes depth from 0.6 on."""
    assert [ranks(CAP, shown) for shown in (0.1, 0.59, 0.6, 0.99, 1.0)] == [
        [10],
        [10],
        [11],
        [11],
        [0],
    ]
    assert [look.writes_depth for look in LOOKS["cap"] if look.rank in {10, 11}] == [False, True]


def test_balloon_and_skin_are_drawn_alike_at_every_opacity():
    """The far wall comes first, then the near one; the skin hides its own folds."""
    assert ranks(BALLOON, 0.1) == ranks(BALLOON, 1.0) == [20, 21, 22]
    assert ranks(SKIN, 0.1) == ranks(SKIN, 1.0) == [40, 41]


def test_what_has_no_outline_gets_none():
    """A cut face has no silhouette of its own."""
    assert not any(look.kind == "outline" for look in looks_of(CAP))
    assert any(look.kind == "outline" for look in looks_of(BONE))


def test_an_outline_lies_as_far_behind_every_surface():
    """Whatever a surface is pushed back, its outline lies 0.5 mm further."""
    for looks in LOOKS.values():
        for line in (look for look in looks if look.kind == "outline"):
            surface = next(look for look in reversed(looks) if look.rank == line.rank - 1)
            assert line.shift - surface.shift == OUTLINE_SHIFT


def test_opacities():
    """A ghost's rim and line are whole from 0.12 on; the balloon's far wall is a paler echo."""
    ghost, line = (look for look in LOOKS["opaque"] if look.rank in {31, 32})
    assert opacity(BONE, ghost, 0.5) == (0.5, 0.7)
    assert opacity(BONE, ghost, 0.06) == (0.06, 0.35)
    assert opacity(BONE, line, 0.06) == (0.5, 0.0)
    far, near, rim = LOOKS["balloon"]
    assert opacity(BALLOON, near, 0.5) == pytest.approx((0.25, 0.25))
    assert opacity(BALLOON, far, 1.0) == pytest.approx((0.4 * 0.5, 0.28 * 0.5))
    assert opacity(BALLOON, rim, 0.5) == (0.5, 0.0)


def test_a_ghost_takes_on_its_tint_as_it_fades():
    """From white to the material's ghost, which it has all of below 0.12; nothing else does."""
    ghost = next(look for look in LOOKS["opaque"] if look.rank == 31)
    assert ghost_tint(BONE, ghost, 1.0) == (1.0, 1.0, 1.0)
    assert ghost_tint(BONE, ghost, 0.12) == ghost_tint(BONE, ghost, 0.1)
    assert ghost_tint(BONE, ghost, 0.1) == pytest.approx((1.0, 246 / 255, 230 / 255))
    assert ghost_tint(BONE, LOOKS["opaque"][0], 0.5) == (1.0, 1.0, 1.0)


def test_the_viewer_is_given_the_same():
    """What travels in the scene file is the recipe itself."""
    plain = plain_recipe()
    assert plain["outline"] == OUTLINE_WIDTH
    assert [look["rank"] for look in plain["looks"]["opaque"]] == [0, 1, 30, 31, 32]
    assert plain["looks"]["skin"][0] == {
        "rank": 40,
        "kind": "depth",
        "least": 0.0,
        "below": None,
        "back": False,
        "translucent": True,
        "writes_depth": True,
        "alpha": 1.0,
        "rim": 1.0,
        "more_rim": 0.0,
        "full": 1.0,
        "shift": 0.0,
    }
