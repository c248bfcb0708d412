"""Pictures of the spongy inside of a bone, to be laid onto its cut face."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyvista as pv
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from meshes.spine.picture_sheet import BLOCK, SMOOTH, Box, Sheet, as_bytes
from meshes.tools.arrays import Flags, Floats, Integers, smoothstep
from meshes.tools.cutplane import CutPlane
from meshes.tools.noise import noise
from meshes.tools.planar import inside, sampled
from meshes.tools.sdf import Field
from meshes.tools.surface import points_of

COARSE = 2
"""Pixels between the places where the distance to a rim is measured."""

STRETCH = 1.8
"""Height of the pores against their width: the struts of a vertebra mostly stand upright."""

NARROW, WIDE = 0.58, 1.13
"""Distance of pores at an endplate or wall, and in the core, in that of the sponge."""

CORE = (0.8, 7.5)
"""Millimetres below the outer layer between which pores get wider."""

CRUSHED_PORES = 0.55
"""Share of their distance that pores lose where bone is crushed."""

SHADOW = 0.16
"""Millimetres by which the shadow of the front net is shifted, down and to the left."""

CALM = 0.6
"""Millimetres over which the depth below the surface is averaged."""

LEAST_DEPTH = 0.55
"""Depth for a way to the rim: bounds how wide the outer layer looks in a grazing cut."""


@dataclass(frozen=True)
class Sponge:
    """Density of a bone (unsourced: chosen to look like healthy and like porous bone).

    Parameters
    ----------
    pore : float
        Distance between pores, mm.

    strut : float
        Half thickness of the struts in relation to that of healthy bone's core.

    broken : float
        Share of its thickness that a strut loses where it is broken, 0..1.

    cortex : float
        Thickness of the solid outer layer, mm.

    """

    pore: float
    strut: float
    broken: float
    cortex: float


FRAIL = Sponge(1.5, 1.0, 0.3, 1.3)
"""Bones beside a broken one: weak too, since what has made one weak is in all."""
POROTIC = Sponge(2.15, 0.5, 0.75, 0.95)

Levels: TypeAlias = tuple[int, int, int]
"""A colour's red, green and blue, 0..255."""


@dataclass(frozen=True, kw_only=True)
class SpongeColours:
    """Colours of spongy bone in a cut.

    Parameters
    ----------
    cortex, strut : tuple of int
        The solid outer layer, and the struts within.

    marrow, deep : tuple of int
        Between the struts: near them, and in the middle of a pore.

    behind, farther : tuple of int
        Struts of a second layer, and of a third.

    crushed : tuple of int
        Marrow where bone is crushed.

    rim : tuple of int
        The fine dark line around the cut face.

    """

    cortex: Levels
    strut: Levels
    marrow: Levels
    deep: Levels
    behind: Levels
    farther: Levels
    crushed: Levels
    rim: Levels


NEAR = 0.6
"""Distance in mm from a rim beyond which it is not measured."""

SPARSE = 6
"""Places between those at which nearness to a rim is looked up first."""


def texture_box(cap: pv.PolyData, plane: CutPlane, margin: float = 0.5) -> Box:
    """Find the part of the plane that a picture has to cover.

    Parameters
    ----------
    cap : pyvista.PolyData
        The cut face.

    plane : CutPlane
        Its plane.

    margin : float
        Room around it, mm.

    Returns
    -------
    tuple of (2,) float
        Lower and upper corner in plane coordinates, mm.

    """
    flat = plane.flat(points_of(cap))
    return flat.min(axis=0) - margin, flat.max(axis=0) + margin


def trabecular_texture(
    field: Field,
    plane: CutPlane,
    box: Box,
    pixel: float,
    colours: SpongeColours,
    *,
    crush: Callable[[Floats], Floats] | None,
    seed: int,
    rim: Sequence[Floats] = (),
) -> NDArray[np.uint8]:
    """Draw spongy bone in a cut.

    Parameters
    ----------
    field : callable
        Signed distance to the surface of the bone, mm, negative inside.

    plane : CutPlane
        The cut.

    box : tuple of (2,) float
        Corners of the picture in plane coordinates, mm.

    pixel : float
        Size of a pixel, mm.

    colours : SpongeColours
        What it is painted with.

    crush : callable or None
        For a broken bone, which has few, thin and broken struts and a thin outer layer: how far it
        is crushed at ``(n, 3)`` points, 0 to 1.

    seed : int
        Chooses the pattern.

    rim : sequence of (n, 2) float, default: ()
        Outlines of the cut face in plane coordinates; drawn as a fine dark line.

    Returns
    -------
    (h, w, 4) uint8
        Picture, its top row first, opaque.

    """
    sheet = Sheet.of(box, pixel)
    sponge = FRAIL if crush is None else POROTIC
    shape, places = sheet.places(SMOOTH)
    cortex = sponge.cortex + 0.22 * noise(places, 4.0, seed)
    depth = -field(plane.lift(places))
    if len(rim):
        depth = np.maximum(depth, LEAST_DEPTH * _inward(places, rim))
    below = _calm(sheet, depth, shape) - cortex
    crushed = np.zeros(len(places)) if crush is None else crush(plane.lift(places))
    net = _Net(sheet, sponge, _spacing(below, crushed).reshape(shape))
    dense = 1.0 - smoothstep(below, *CORE)
    half = _half_strut(places, sponge, seed) * (1.0 + 0.55 * dense + 0.7 * crushed)
    crisp = _Crisp(
        below=sheet.fine(below / _slope(sheet, below, shape), shape),
        border=net.borders(seed),
        half=sheet.fine(half, shape),
        behind=net.layer(0.42 * sponge.strut + 0.16, seed + 6),
        farther=net.layer(0.36 * sponge.strut + 0.14, seed + 16),
        crushed=sheet.fine(crushed, shape),
        debris=sheet.fine(smoothstep(noise(places, 0.38, seed + 9), 0.35, 0.75) * crushed, shape),
    )
    colour = _painted(crisp, colours, SHADOW / pixel)
    if len(rim):
        colour = _lined(colour, _rim_distance(sheet, rim), colours.rim)
    opaque = np.full((1, *sheet.shape), 255, dtype=np.uint8)
    return np.ascontiguousarray(np.moveaxis(np.concatenate([as_bytes(colour), opaque]), 0, 2))


@dataclass(frozen=True, eq=False)
class _Crisp:
    """At every pixel in mm: way below the outer layer and off the border of pores, half a strut.

    The others are shares: of struts behind the cut, of bone that is crushed, and of its debris.
    """

    below: Floats
    border: Floats
    half: Floats
    behind: Floats
    farther: Floats
    crushed: Floats
    debris: Floats


def _spacing(below: Floats, crushed: Floats) -> Floats:
    """Return how far pores lie apart: less at endplates and where bone is crushed."""
    apart = NARROW + (WIDE - NARROW) * smoothstep(below, *CORE)
    return np.asarray(apart * (1.0 - CRUSHED_PORES * crushed))


@dataclass(frozen=True, eq=False)
class _Net:
    """Struts between pores; ``spacing`` tells how far these lie apart on a grid over the sheet."""

    sheet: Sheet
    sponge: Sponge
    spacing: Floats

    def layer(self, thick: float, seed: int) -> Floats:
        """Draw the struts of a layer behind the cut, soft and dim."""
        shape, places = self.sheet.places(BLOCK)
        centres = self.pores(seed)
        ways = np.asarray(cKDTree(centres).query(_squeezed(places, seed), k=2)[0])
        off = (ways[:, 1] - ways[:, 0]) / thick
        return self.sheet.fine(1.0 - smoothstep(off, 0.25, 1.0), shape)

    def borders(self, seed: int) -> Floats:
        """Measure at every pixel how much nearer the nearest pore is than the second nearest."""
        shape, places = self.sheet.places(SMOOTH)
        squeezed = _squeezed(places, seed)
        x, y = (_blocks(self.sheet.fine(squeezed[:, k], shape)) for k in (0, 1))
        centres = self.pores(seed)
        middle = np.stack([x[BLOCK // 2, BLOCK // 2], y[BLOCK // 2, BLOCK // 2]], axis=-1)
        near = np.asarray(cKDTree(centres).query(middle, k=4)[1])
        pores = np.moveaxis(centres.astype(np.float32)[near], (2, 3), (0, 1))
        a, b, c, d = ((x - right) ** 2 + (y - up) ** 2 for right, up in np.ascontiguousarray(pores))
        # The two least of four: sorting every pixel's ways takes far longer.
        low, other = np.minimum(a, b), np.minimum(c, d)
        first = np.minimum(low, other)
        second = np.minimum(np.maximum(low, other), np.minimum(np.maximum(a, b), np.maximum(c, d)))
        less = np.sqrt(second) - np.sqrt(first)
        return np.asarray(np.moveaxis(less, (0, 1), (1, 3)).reshape(self.sheet.shape))

    def pores(self, seed: int) -> Floats:
        """Scatter the centres of pores, then push them apart until they are evenly spread."""
        box, pore = self.sheet.box, self.sponge.pore
        lower, upper = (box[0] - 3.0) / (1.0, STRETCH), (box[1] + 3.0) / (1.0, STRETCH)
        chance = np.random.default_rng(seed)
        count = int(np.prod(upper - lower) / (0.5 * pore) ** 2)
        centres = chance.uniform(lower, upper, (count, 2))
        centres = centres[chance.uniform(size=count) < (0.5 / self._apart(centres)) ** 2]
        for _ in range(14):
            beside = np.asarray(cKDTree(centres).query(centres, k=7)[1])[:, 1:]
            away = centres[:, None] - centres[beside]
            length = np.linalg.norm(away, axis=2, keepdims=True) + 1e-6
            wanted = 0.95 * pore * self._apart(centres)[:, None, None]
            push = away / length * np.maximum(wanted - length, 0.0)
            centres = centres + 0.136 * np.sum(push, axis=1)
        return centres

    def _apart(self, squeezed: Floats) -> Floats:
        """Look up the spacing at squeezed places."""
        lower, upper = self.sheet.box
        share = np.clip((squeezed * (1.0, STRETCH) - lower) / (upper - lower), 0.0, 1.0)
        rows, columns = self.spacing.shape
        row = ((1.0 - share[:, 1]) * (rows - 1)).astype(int)
        return np.asarray(self.spacing[row, (share[:, 0] * (columns - 1)).astype(int)])


def _squeezed(places: Floats, seed: int) -> Floats:
    """Bend places a little, and press them to where pores are as wide as high."""
    bend = np.stack([noise(places, 3.0, seed + k) for k in (1, 2)], axis=1)
    return np.asarray((places + 0.45 * bend) / (1.0, STRETCH))


def _inward(places: Floats, rim: Sequence[Floats]) -> Floats:
    """Measure the way to the rim in the plane, 0 outside."""
    way = np.asarray(cKDTree(sampled(rim, 0.1)).query(places)[0])
    return np.where(inside(places, rim), way, 0.0)


def _calm(sheet: Sheet, depth: Floats, shape: tuple[int, int]) -> Floats:
    """Smooth the depth, which dips where two shapes of the bone's field meet."""
    size = (sheet.box[1] - sheet.box[0])[::-1] / shape
    calm = gaussian_filter(depth.reshape(shape), CALM / size)
    return np.asarray(calm).ravel()


def _slope(sheet: Sheet, depth: Floats, shape: tuple[int, int]) -> Floats:
    """Measure how fast depth grows in the plane: slowly where the cut grazes the surface.

    Depth over slope is a way in the plane, so that edges drawn from it are crisp everywhere.
    """
    size = (sheet.box[1] - sheet.box[0])[::-1] / shape
    down, across = np.gradient(depth.reshape(shape), *size)
    return np.asarray(np.clip(np.hypot(down, across), 0.2, 1.0)).ravel()


def _blocks(pixels: Floats) -> Floats:
    """Group pixels by the blocks that they lie in: the first two axes run within those."""
    rows, columns = pixels.shape
    blocks = pixels.reshape(rows // BLOCK, BLOCK, columns // BLOCK, BLOCK)
    # Long rows last: numbers are worked on many at a time only along those.
    return np.ascontiguousarray(np.moveaxis(blocks, (1, 3), (0, 1)))


def _half_strut(places: Floats, sponge: Sponge, seed: int) -> Floats:
    """Vary the thickness of the struts, and break some."""
    half = np.clip(sponge.strut * (0.15 + 0.04 * noise(places, 2.0, seed + 3)), 0.03, 1.0)
    whole = 1 - sponge.broken * smoothstep(noise(places, 1.9, seed + 4), 0.10, 0.55)
    return np.asarray(half * whole)


def _painted(crisp: _Crisp, colours: SpongeColours, shift: float) -> Floats:
    """Colour marrow, three layers of struts, whose shadow is shifted, and cortex, ``(3, h, w)``."""
    half = crisp.half
    strut = 1.0 - smoothstep((crisp.border - 0.95 * half) / (0.55 * half + 0.05), 0.0, 1.0)
    pore = 0.12 + 0.55 * smoothstep(crisp.border, 0.0, 1.1)
    # Colours come first: a row of pixels at a time is far quicker than three numbers at a time.
    colour = np.array(colours.marrow, dtype=np.float32)[:, None, None] * np.ones_like(half)
    colour = _mixed(colour, np.array(colours.deep), pore)
    colour = _mixed(colour, np.array(colours.crushed), 0.62 * crisp.crushed)
    colour = _mixed(colour, np.array(colours.farther), 0.55 * crisp.farther)
    colour = _mixed(colour, np.array(colours.behind), 0.62 * crisp.behind)
    down = round(shift)
    shadow = gaussian_filter(np.roll(strut, (down, -down), (0, 1)), shift)
    colour = colour * (1.0 - 0.34 * shadow * (1.0 - strut))
    colour = _mixed(colour, np.array(colours.strut), strut)
    lit = _lit(crisp.border, half)
    colour = colour * (1.0 + np.where(lit > 0.0, 0.16, 0.26) * lit * np.minimum(1.4 * strut, 1.0))
    colour = _mixed(colour, 0.96 * np.array(colours.strut), 0.75 * crisp.debris)
    below = crisp.below
    colour = _mixed(colour, np.array(colours.cortex), 1.0 - smoothstep(below, -0.2, 0.06))
    return np.asarray(colour * (1.0 - 0.14 * np.exp(-(((below - 0.05) / 0.22) ** 2))))


def _lit(border: Floats, half: Floats) -> Floats:
    """Light rounded struts from above and from the right, -1 to 1."""
    across = np.clip(border / (1.9 * half + 0.10), 0.0, 1.0)
    height = np.sqrt(1.0 - across**2) * np.clip(half / 0.10, 0.25, 1.4)
    down, right = np.gradient(gaussian_filter(height, 0.8))
    return np.asarray(np.clip(2.2 * (-right - down), -1.0, 1.0))


def _mixed(under: Floats, over: Floats | Integers, share: Floats) -> Floats:
    """Lay one colour over another."""
    return under + (over.astype(under.dtype)[:, None, None] - under) * share


def _rim_distance(sheet: Sheet, rim: Sequence[Floats]) -> Floats:
    """Measure the distance to outlines near them, sharp where they are."""
    shape, places = sheet.places(COARSE)
    distance = np.full(len(places), NEAR)
    tree = cKDTree(sampled(rim, 0.05))
    around = _around(tree, places.reshape(*shape, 2)).ravel()
    distance[around] = np.minimum(tree.query(places[around], distance_upper_bound=NEAR)[0], NEAR)
    near = distance < NEAR
    signed = distance.copy()
    signed[near] *= np.where(inside(places[near], rim), -1.0, 1.0)
    # The sign also turns where measuring ends; what is far stays far there.
    far = sheet.fine(distance, shape) - 0.5 * NEAR
    return np.maximum(np.abs(sheet.fine(signed, shape)), far)


def _around(tree: cKDTree, places: Floats) -> Flags:
    """Return which places of a grid may be near: few, and only they need be looked at closely."""
    rows, columns = places.shape[:2]
    reach = NEAR + SPARSE * float(np.linalg.norm(places[1, 1] - places[0, 0]))
    found = tree.query(places[::SPARSE, ::SPARSE], distance_upper_bound=reach)[0]
    near = np.asarray(found) < reach
    return near.repeat(SPARSE, axis=0).repeat(SPARSE, axis=1)[:rows, :columns]


def _lined(colour: Floats, distance: Floats, rim: Levels, half: float = 0.075) -> Floats:
    """Draw a fine dark line along the rim."""
    return _mixed(colour, np.array(rim), 0.6 * (1 - smoothstep(distance, 0.6 * half, 1.8 * half)))
