"""What cases have alike is made once, and found to the bit."""

import numpy as np
import pytest
import pyvista as pv

from meshes.tools.cutplane import CutPlane
from meshes.tools.surface import mesh
from scenes.model import cuts, shading
from scenes.model.bones import build_bones, whole_bones
from scenes.model.cuts import opening_of
from scenes.model.openings import opened_face
from scenes.model.parts import Part
from scenes.model.shading import light_on
from scenes.model.sharing import arrays_of, fingerprint, shared, sharing, surface_of
from scenes.store.cache import Cache
from scenes.story.case import Case

PLANE = CutPlane(np.zeros(3), *np.eye(3)[[0, 2, 1]])


def ball(radius=9.0):
    """Make a closed surface with an array beside its normals."""
    sphere = pv.Icosphere(radius=radius, nsub=3)
    surface = mesh(np.asarray(sphere.points), sphere.regular_faces)
    surface.point_data["crack"] = np.linspace(0.0, 1.0, surface.n_points)
    return surface


def part(surface):
    """Make a part of a surface."""
    return Part("bone", surface, material="bone", layer="bones", shown="always")


def alike(one, other):
    """Tell whether two surfaces are the same to the bit, with everything on them."""
    first, second = arrays_of(one), arrays_of(other)
    return list(first) == list(second) and all(
        first[name].tobytes() == second[name].tobytes() for name in first
    )


@pytest.mark.parametrize(
    "other", [np.arange(7), np.arange(6.0), np.arange(6).reshape(2, 3), np.arange(6)[::-1]]
)
def test_different_arrays_have_different_fingerprints(other):
    """By value, type and shape, and however they lie in memory."""
    assert fingerprint(other) != fingerprint(np.arange(6))
    assert fingerprint(np.arange(12)[::2]) == fingerprint(np.arange(0, 12, 2))


def test_a_surface_is_the_same_after_it_was_taken_apart():
    """Points, triangles, normals and the rest."""
    assert alike(surface_of(arrays_of(ball())), ball())


def test_a_body_is_cut_once(tmp_path, monkeypatch):
    """What is found is what was cut; another body or another plane is cut anew."""
    plain = opening_of(ball(), PLANE, 2.0)
    with sharing(Cache(tmp_path)):
        opening_of(ball(), PLANE, 2.0)
        monkeypatch.setattr(cuts, "opened", lambda *_: pytest.fail("cut twice"))
        found = opening_of(ball(), PLANE, 2.0)
        for body, spacing in ((ball(9.001), 2.0), (ball(), 2.1)):
            with pytest.raises(pytest.fail.Exception, match="cut twice"):
                opening_of(body, PLANE, spacing)
    assert alike(found.shell, plain.shell)
    assert alike(found.cap, plain.cap)
    assert [loop.tolist() for loop in found.loops] == [loop.tolist() for loop in plain.loops]


def test_light_is_cast_once(tmp_path, monkeypatch):
    """Whatever else is different in another case: surfaces that are alike are lit alike."""
    lit, around = [part(ball())], [part(ball()), part(ball(12.0))]
    (plain,) = light_on(lit, around)
    with sharing(Cache(tmp_path)):
        light_on(lit, around)
        monkeypatch.setattr(shading, "ambient_occlusion", lambda *_, **__: pytest.fail("again"))
        (found,) = light_on(lit, around)
        with pytest.raises(pytest.fail.Exception, match="again"):
            light_on(lit, lit)
    assert found.tobytes() == plain.tobytes()
    assert plain.max() < 0.5


def test_kinds_of_fracture_of_one_bone_share_cuts_and_pictures(tmp_path, monkeypatch):
    """Nothing of that is made for the second kind."""
    made = []
    for name in ("opened", "trabecular_texture"):
        real = getattr(cuts, name)

        def counted(*given, real=real, name=name, **options):
            made.append(name)
            return real(*given, **options)

        monkeypatch.setattr(cuts, name, counted)
    with sharing(Cache(tmp_path)):
        for shape in ("wedge", "crush"):
            bones = build_bones(Case(shape=shape))
            whole_bones(bones)
            for level in bones.site.opened:
                opened_face(bones, level)
    assert sorted(made) == ["opened"] * 3 + ["trabecular_texture"] * 3


def test_other_sources_share_nothing(tmp_path, monkeypatch):
    """What older code has built is not taken for what this code would build."""
    built = []

    def build():
        built.append(1)
        return {"numbers": np.arange(3)}

    with sharing(Cache(tmp_path)):
        for sources in ("old", "old", "new", "old"):
            monkeypatch.setattr("scenes.model.sharing.parts_digest", lambda now=sources: now)
            shared("vertebra", {"level": "L1"}, build)
    assert len(built) == 2
