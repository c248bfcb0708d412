"""How the healthy spine of this model compares with published means.

``uv run python -m tests.meshes.spine.proportions`` measures the meshes and writes the table of
``docs/proportions.md``; a test holds every row to its range.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvista as pv
from scipy.optimize import brentq

from meshes.fracture.landmarks import BodyMeasures, measured, rim_landmarks
from meshes.fracture.warp import Fracture
from meshes.spine.anatomy import VERTEBRAE
from meshes.spine.stack import rest_transforms
from meshes.tools.surface import moved

DOCUMENT = Path(__file__).parents[3] / "docs" / "proportions.md"
LEVELS = ("T12", "L1", "L2", "L3")

MRI = "MRI of 115 healthy adults, PubMed 21104252"
FEMALES = "120 women, PMC2899959 table 1; two degrees are taken as room"
OLDER = "80 older women with weak bone, MRI, Clin Interv Aging 14:375"
POOLED = "Bonczar 2024, n = 1,481; 5 % are taken as room"
CANAL = "Panjabi 1991 (T12), Bonczar 2024; 2.1 mm as measured at L5 (ijssurgery 11003)"
DISCS = "between Bach 2019 (women) and Jentzsch 2024, CT"
BROKEN_DEEP = "the same; two deviations, for bodies there are larger: 31 mm high behind, 26 mm here"
BROKEN = "sitting radiographs of 37 broken L1, josr-online s13018-023-03758-w table 1"


@dataclass(frozen=True)
class Row:
    """One measure of the model beside its published range."""

    what: str
    model: float
    low: float
    high: float
    source: str


def rows(bones: Mapping[str, pv.PolyData]) -> Iterator[Row]:
    """Measure the healthy bones, each in its own frame, and the first lumbar one broken."""
    found = {level: measured(rim_landmarks(bones[level], VERTEBRAE[level])) for level in VERTEBRAE}
    for level, mean, deviation in (("T12", 0.90, 0.06), ("L1", 0.89, 0.06), ("L2", 0.90, 0.07)):
        ratio = found[level].anterior / found[level].posterior
        yield _within(f"{level}, front height / back height", ratio, mean, deviation, MRI)
    for level, mean in zip(LEVELS, (3.5, 2.6, 0.7, -1.1), strict=True):
        angle = np.degrees(found[level].kyphosis)
        yield _within(f"{level}, wedging (°)", angle, mean, 2.0, FEMALES)
    yield _within("T12, back height (mm)", found["T12"].posterior, 21.25, 1.64, OLDER)
    for level, front, back in (("L1", 24.5, 26.6), ("L2", 25.8, 27.0), ("L3", 26.8, 26.7)):
        for name, mean in (("anterior", front), ("posterior", back)):
            what = f"{level}, {'front' if name == 'anterior' else 'back'} height (mm)"
            yield _within(what, getattr(found[level], name), mean, 0.05 * mean, POOLED)
    for level, mean in zip(LEVELS, (18.1, 16.0, 15.1, 14.7), strict=True):
        yield _within(
            f"{level}, depth of the canal (mm)", canal_depth(bones[level]), mean, 2.1, CANAL
        )
    for pair, low, high in (
        (("T12", "L1"), 4.8, 8.0),
        (("L1", "L2"), 5.8, 9.2),
        (("L2", "L3"), 6.9, 10.6),
    ):
        heights = disc_heights(bones, *pair)
        what = f"{pair[0]}/{pair[1]}, disc, mean of front, middle and back (mm)"
        yield Row(what, float(np.mean(heights)), low, high, DISCS)
    yield _within(
        "L1 broken to 77 % in front, wedging (°)", wedging_at(bones["L1"], 0.77), 12.0, 1.8, BROKEN
    )
    # Bodies on those radiographs are taller and deeper by a sixth; two deviations, not one.
    yield _within(
        "L1 broken to 66 % in front, wedging (°)",
        wedging_at(bones["L1"], 0.66),
        16.9,
        5.0,
        BROKEN_DEEP,
    )


def canal_depth(bone: pv.PolyData) -> float:
    """Measure from the body's back wall to the lamina in the midline, mm."""
    gaps = []
    for height in (-4.0, -3.0, 2.0):  # above and below the hole of the vein
        hits, _ = bone.ray_trace((0.01, height, 0.0), (0.01, height, -80.0))
        wall, lamina = sorted(hits[:, 2], reverse=True)[:2]
        gaps.append(wall - lamina)
    return float(np.mean(gaps))


def disc_heights(bones: Mapping[str, pv.PolyData], upper: str, lower: str) -> list[float]:
    """Measure the room of a disc in the midline: front, middle and back, mm."""
    places = rest_transforms(lower)
    above, below = (moved(bones[level], places[level]) for level in (upper, lower))
    heights = []
    for share in (0.36, 0.0, -0.36):
        start = np.array([0.01, 0.0, share * VERTEBRAE[lower].body_depth, 1.0])
        origin, up = (places[lower] @ start)[:3], places[lower][:3, 1]
        floor, _ = below.ray_trace(origin, origin + 30.0 * up)
        roof, _ = above.ray_trace(origin, origin + 60.0 * up)
        top = ((floor - origin) @ up).max()
        over = (roof - origin) @ up
        heights.append(float(over[over > top - 1.0].min() - top))
    return heights


def wedging_at(bone: pv.PolyData, ratio: float) -> float:
    """Return the wedge angle in degrees of the broken bone whose front is this much of its back."""
    fracture = Fracture(VERTEBRAE["L1"])
    rims = rim_landmarks(bone, fracture.size)

    def state(loss: float) -> BodyMeasures:
        return measured(fracture.displace(rims, loss, 1.0))

    loss = brentq(lambda loss: state(loss).anterior / state(loss).posterior - ratio, 0.0, 0.55)
    return float(np.degrees(state(loss).kyphosis))


def table(found: Iterator[Row]) -> str:
    """Write the rows as Markdown."""
    lines = ["| measure | this model | published | source |", "|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.model:.2f} | {row.low:.2f} to {row.high:.2f} | {row.source} |"
        for row in found
    ]
    return "\n".join(lines) + "\n"


def _within(what: str, model: float, mean: float, deviation: float, source: str) -> Row:
    return Row(what, float(model), mean - deviation, mean + deviation, source)


def drawn_bones() -> dict[str, pv.PolyData]:
    """Build the bones as they are drawn."""
    from scenes.model.vertebrae import treated_surface  # noqa: PLC0415

    return {level: treated_surface(level) for level in VERTEBRAE}


if __name__ == "__main__":
    before, _ = DOCUMENT.read_text("utf-8").split("| measure |")
    DOCUMENT.write_text(before + table(rows(drawn_bones())), "utf-8")
