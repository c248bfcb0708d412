"""What the page says of a case in numbers, asked of every family at the corners of its numbers.

Each number is taken as the page takes it, from what a scene of the family carries, and measured
again on the meshes of the case at that moment, by other means.  Of families that differ in what
stands around the treated bone alone, one is asked.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from meshes.devices.instruments import SIZES
from meshes.tools.surface import mesh, points_of, triangles_of, volume
from scenes.model.bones import build_bones
from scenes.model.checkpoints import NARROWEST
from scenes.model.devices import build_balloon, cement_parts, tool_parts
from scenes.model.filling import volumes_by_filling
from scenes.model.measures import checks_by_loss, heights_by_loss, measure_tracks
from scenes.model.sharing import sharing
from scenes.model.vertebrae import treated_surface
from scenes.motion.broken import BoneState
from scenes.motion.pose import bone_at, pose_at
from scenes.motion.site import site_of
from scenes.store.cache import Cache
from scenes.story.case import CHOICES, LOWEST, MOST, REGAINED, families
from scenes.story.script import script_of
from scenes.story.timeline import time_of
from tests.scenes.rules import border, posed, profile

FAMILIES = [one for one in families() if one.neighbour == "sound"]
"""Every level, kind and number of needles; a neighbour changes nothing of what is measured."""

HEIGHTS = ("anterior", "middle", "posterior")
worst = {}


@pytest.fixture(scope="module", autouse=True)
def worst_printed():
    """Print how far each number is from what is measured, at most."""
    yield
    for statement, (figure, case) in worst.items():
        print(f"{statement}: {figure:.2f} off at most ({case})")  # noqa: T201


def noted(statement, figure, case):
    """Remember the worst, and give it back."""
    name = f"{case.level} {case.shape} {case.approach} {case.treatment} {case.height_loss:.0%}"
    worst[statement] = max(worst.get(statement, (0.0, "")), (float(figure), name))
    return figure


def name_of(family):
    """Name a family."""
    return f"{family.level}-{family.shape}-{family.approach}-{family.neighbour}"


def cases_of(family, losses=(0.05, 0.2, 0.37, MOST)):
    """List the corners of loss and regained height under every treatment."""
    return [
        replace(family, treatment=treatment, height_loss=loss, height_regained=regained)
        for treatment, loss in product(CHOICES["treatment"], losses)
        for regained in sorted({0.0, *REGAINED[treatment]})
    ]


class Section:
    """The midline of the treated bone, cut from its mesh, with what moves every point of it."""

    def __init__(self, family):
        with sharing(Cache()):
            surface = treated_surface(family.level)
        self.fracture = site_of(family).fracture
        targets = self.fracture.targets(points_of(surface))
        for index, target in enumerate(targets):
            surface.point_data[f"target {index}"] = target
        cut = surface.slice("x", origin=(1e-6, 0.0, 0.0))
        body = cut.points[:, 2] > -self.fracture.size.body_depth / 2 - 1.0
        rest = np.asarray(cut.points, dtype=float)[body]
        moves = [cut.point_data[f"target {index}"][body] for index in range(len(targets))]
        self.marks = np.concatenate(
            [self._marks(side, np.stack([rest, *moves], axis=1)) for side in (1.0, -1.0)]
        )

    def _marks(self, side, plate):
        """Find the rims, and the plate halfway between both, of the upper or the lower side."""
        plate = plate[side * plate[:, 0, 1] > 0.0]
        plate = plate[plate[:, 0, 2].argsort()]
        up, along = side * plate[:, 0, 1], plate[:, 0, 2]
        far = 0.2 * self.fracture.size.body_depth
        back, front = (np.where(end * along > far, up, -np.inf).argmax() for end in (-1.0, 1.0))
        halfway = 0.5 * (along[back] + along[front])
        after = int(np.searchsorted(along, halfway))
        share = (halfway - along[after - 1]) / (along[after] - along[after - 1])
        middle = plate[after - 1] + share * (plate[after] - plate[after - 1])
        return np.stack([plate[back], middle, plate[front]])

    def measured(self, state):
        """Measure three heights in mm, and the angle in degrees."""
        weights = self.fracture.weights(state.loss, state.crack)
        moved = np.tensordot(self.marks, np.array([1.0, *weights]), axes=(1, 0))
        top, bottom = moved[:3], moved[3:]
        posterior, middle, anterior = np.linalg.norm(top - bottom, axis=1)
        upper, lower = top[2] - top[0], bottom[2] - bottom[0]
        angle = np.degrees(np.arctan2(lower[1], lower[2]) - np.arctan2(upper[1], upper[2]))
        return dict(zip((*HEIGHTS, "kyphosis"), (anterior, middle, posterior, angle), strict=True))


@pytest.fixture(scope="module", params=families(), ids=name_of)
def measuring(request):
    """Take a family, its section, and the table of heights that its scene carries."""
    family = request.param
    with sharing(Cache()):
        return family, Section(family), heights_by_loss(family, treated_surface(family.level))


def said(table, name, loss):
    """Read a measure off the table, as the page does."""
    return float(np.interp(loss, table["losses"], table[name]))


def test_heights_and_tilt_are_those_of_the_bone(measuring):
    """Before it broke and at every step of every treatment, to a twentieth of a millimetre."""
    family, section, table = measuring
    for case in cases_of(family):
        states = {step.key: bone_at(case, step.time) for step in script_of(case).steps}
        for key, state in {"healthy": BoneState(0.0, 0.0), **states}.items():
            for name, value in section.measured(state).items():
                off = noted(name, abs(said(table, name, state.loss) - value), case)
                assert off < (0.1 if name == "kyphosis" else 0.05), (case, key, name)


def test_up_to_the_share_that_is_named_is_lost(measuring):
    """No height loses more than the case names, and the lowest one nearly that."""
    family, section, table = measuring
    healthy = {name: table[name][0] for name in HEIGHTS}
    for case in cases_of(family):
        now = section.measured(bone_at(case, time_of("fracture")))
        lost = {name: 100.0 * (1.0 - now[name] / healthy[name]) for name in HEIGHTS}
        named = 100.0 * case.height_loss
        assert max(lost.values()) < named + 0.5, case
        assert noted("share lost, %", named - lost[LOWEST[case.shape]], case) < 6.5, case


def test_the_share_that_is_named_comes_back(measuring):
    """Of what was lost where the bone is lowest, to a point and a half in a hundred."""
    family, section, table = measuring
    lowest = LOWEST[family.shape]
    for case in cases_of(family, (0.2, 0.37, MOST)):
        ends = time_of("fracture"), script_of(case).steps[-1].time
        broken, final = (section.measured(bone_at(case, time))[lowest] for time in ends)
        back = 100.0 * (final - broken) / (table[lowest][0] - broken)
        assert noted("share back, %", abs(back - 100.0 * case.height_regained), case) < 1.5, case


@pytest.fixture(scope="module", params=FAMILIES, ids=name_of)
def brought_in(request):
    """Take a family with its tools and its cement."""
    with sharing(Cache()):
        bones = build_bones(request.param)
        return bones, tool_parts(bones.site), cement_parts(bones, build_balloon(bones))


def test_millilitres_are_those_of_the_cement(brought_in):
    """Of all needles together, at least, usual and most, to a tenth."""
    bones, _, cement = brought_in
    table = volumes_by_filling(cement)
    for loss, regained, filling in product((0.05, 0.3, MOST), (0.0, 0.9), (0.0, 0.5, 1.0)):
        case = replace(bones.case, height_loss=loss, height_regained=regained, cement=filling)
        full = pose_at(case, time_of("hardening"))
        real = sum(volume(posed(part, full)) for part in cement) / 1000.0
        rows = [np.interp(filling, table["fillings"], row) for row in table["millilitres"]]
        read = np.interp(case.final_loss, table["losses"], rows)
        assert noted("millilitres", abs(read - real), case) < 0.1, case


def test_the_needle_is_where_its_checks_say(brought_in):
    """At the steps with both checks: its foremost point, and the bone as it has sunk by then."""
    bones, tools, _ = brought_in
    size = bones.fracture.size
    surface = bones.surfaces[bones.case.level]
    tracks = measure_tracks(bones.case, surface)
    checks = checks_by_loss(bones.case, surface)
    for loss in (0.05, 0.2, 0.31, MOST):
        case = replace(bones.case, height_loss=loss)
        for step in script_of(case).steps:
            if not step.checks:
                continue
            pose, state = pose_at(case, step.time), bone_at(case, step.time)
            moved = bones.fracture.displace(points_of(surface), state.loss, state.crack)
            bone = mesh(moved, triangles_of(surface))
            ends = [
                posed(one, pose) for one in tools if one.name in {"cannula_left", "stylet_left"}
            ]
            way = site_of(case).trajectory
            reach = np.concatenate([points_of(end) for end in ends]) @ way.direction
            start = way.at_z(0.0)
            tip = start + (reach.max() - start @ way.direction) * way.direction
            past = tip[2] - border(profile(bone), 0.0, tip[1], size.body_depth)
            section = bone.slice("z", origin=(0.0, 0.0, NARROWEST - size.body_depth / 2)).points
            near = (section[:, 0] > 0.0) & (np.abs(section[:, 1] - size.pedicle_y) < 2.0)
            outside = tip[0] - SIZES.cannula - section[near, 0].min()
            facts = {"past_wall": past, "inside_pedicle": outside}
            if outside < 0.0:
                depth = section[near, 0].min() + SIZES.cannula
                crossing = tip + (depth - tip[0]) / way.direction[0] * way.direction
                wall = border(profile(bone), 0.0, crossing[1], size.body_depth)
                facts["wall_first"] = crossing[2] - wall
            for name, real in facts.items():
                times, own = tracks[name].values()
                rows = [np.interp(step.time, times, row) for row in checks.get(name, [own] * 3)]
                read = np.interp(loss, checks["losses"], rows)
                limit = 0.1 if name == "inside_pedicle" else 0.2
                assert noted(name, abs(read - real), case) < limit, (case, step.key, name)
