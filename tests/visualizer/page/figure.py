"""Draws the locator's figure from the person's own body, in the figure's units.

``uv run python -m tests.visualizer.page.figure`` writes it anew.
"""

import json
from pathlib import Path

import numpy as np

from meshes.person.body_surface import body_surface
from meshes.person.fitted_body import fitted_body
from meshes.person.poses import standing
from meshes.person.spine_chain import NECK, SACRUM, SPINE, spine_places, standing_to_case
from meshes.spine.stack import inverse
from scenes.story.case import CHOICES

FILE = Path(__file__).parents[3] / "visualizer/page/components/locator_figure.json"
TALL = 100.0
"""Units from the soles to the top of the head."""
ROW = 0.5
"""Height in units of the rows by which the contour is read."""
TOLERANCE = 0.12
"""Units by which a simpler contour may deviate."""
NAPE = 15.5
"""Height above which the figure is the bare head, and below which it is the dressed body."""
TAIL = ((-45.0, -38.0), (-85.0, -46.0))
"""Where the sacrum goes on from the middle of its plate: Y and Z in mm, as it is drawn."""


def figure():
    """Return contour, spine, places and leans of the levels, head up and front to the left."""
    dressed, head = body_surface(dressed=True), fitted_body()
    points, bare = standing(dressed), standing(head)
    # A knot of hair would look like a nose, and the figure would face the other way.
    top, soles = bare[:, 1].max(), points[:, 1].min()
    scale = TALL / (top - soles)
    middle = np.percentile(points[:, 2], [1, 99]).mean()

    def flat(points):
        return np.array([middle, top]) * scale - points[:, [2, 1]] * scale

    def drawn(y, z):
        return round(float((middle - z) * scale), 1), round(float((top - y) * scale), 1)

    stand = inverse(standing_to_case("L1"))
    places = {level: (stand @ place)[:3, 3] for level, place in spine_places("L1").items()}
    plate = places[SACRUM]
    spine = [drawn(*places[level][1:]) for level in (*SPINE, SACRUM) if level not in NECK[1::2]]
    tail = [drawn(plate[1] + up, plate[2] + ahead) for up, ahead in TAIL]
    return {
        "body": _path(
            _contour(
                _rows(flat(bare), head.triangles, 0.0, NAPE),
                _rows(flat(points), dressed.triangles, NAPE, TALL),
            )
        )
        + "z",
        "spine": _path([*spine, *tail]),
        "levels": {level: drawn(*places[level][1:]) for level in CHOICES["level"]},
        "leans": {level: _lean(level) for level in CHOICES["level"]},
    }


def _lean(level):
    """Degrees by which the up of a standing person leans forward in the frame of a case."""
    _, up, ahead = standing_to_case(level)[:3, 1]
    return round(float(np.degrees(np.arctan2(ahead, up))), 1)


def _rows(points, triangles, start, end):
    """Read front and back of a shape row by row; every row of a person is one piece."""
    edges = np.concatenate([triangles[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    (x, y), (end_x, end_y) = points[edges[:, 0]].T, points[edges[:, 1]].T
    rows = []
    for row in np.arange(start + ROW / 2, end, ROW):
        cut = (y < row) != (end_y < row)
        at = x[cut] + (end_x - x)[cut] * (row - y[cut]) / (end_y - y)[cut]
        rows.append((at.min(), at.max(), row))
    return rows


def _contour(head, trunk):
    """Go down the front and up the back."""
    rows = [*head, *trunk]
    front = [(least, row) for least, _, row in rows]
    back = [(most, row) for _, most, row in reversed(rows)]
    line = _simpler([*front, *back])
    return [(round(float(x), 1), round(float(y), 1)) for x, y in line]


def _simpler(line):
    """Leave out what lies within the tolerance of a straight line (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    (x, y), *inner, end = line
    way = np.subtract(end, (x, y))
    across = np.array([(-way[1], way[0])]) / (np.hypot(*way) or 1.0)
    off = np.abs((np.array(inner) - (x, y)) @ across.T)[:, 0]
    far = int(off.argmax()) + 1
    if off[far - 1] <= TOLERANCE:
        return [line[0], end]
    return _simpler(line[: far + 1])[:-1] + _simpler(line[far:])


def _path(line):
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in line)


if __name__ == "__main__":
    FILE.write_text(json.dumps(figure(), indent=2) + "\n", "utf-8")
