"""What was measured on the model, read from the baked scene."""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

MAGIC = b"glTF"
HEADER, CHUNK_HEADER = 12, 8
"""Bytes before the first chunk of a glTF file, and before what is in it."""

SHAPE = ("anterior", "middle", "posterior", "kyphosis")
"""What is measured on the bone itself: the first key of each is the healthy bone."""

Measures = Mapping[str, float]


def rest_measures(scene: Path) -> dict[str, tuple[Measures, ...]]:
    """Return the measures of every step.

    Parameters
    ----------
    scene : pathlib.Path
        The baked scene.

    Returns
    -------
    dict of str to tuple of mapping of str to float
        By treatment: by name, in mm and degrees, one mapping per step; ``healthy_`` before a name
        stands for what it was before the bone broke.

    """
    return {
        treatment: tuple(
            _measured(script["tracks"]["measures"], step["time"]) for step in script["steps"]
        )
        for treatment, script in extras_of(scene).get("scripts", {}).items()
    }


def cement_volumes(scene: Path) -> dict[str, Any]:
    """Return how many millilitres each filling is, see :mod:`scenes.model.filling`; may be empty.

    Parameters
    ----------
    scene : pathlib.Path
        The baked scene.

    """
    table: dict[str, Any] = extras_of(scene).get("cement", {})
    return table


def _measured(tracks: Mapping[str, Any], time: float) -> Measures:
    now = {name: _value(track, time) for name, track in tracks.items()}
    healthy = {name: track["values"][0] for name, track in tracks.items() if name in SHAPE}
    return now | {f"healthy_{name}": round(float(value), 2) for name, value in healthy.items()}


def _value(track: Mapping[str, Sequence[float]], time: float) -> float:
    return round(float(np.interp(time, track["times"], track["values"])), 2)


def extras_of(scene: Path) -> dict[str, Any]:
    """Return what a baked scene has that glTF has no channel for; nothing for another file."""
    with scene.open("rb") as file:
        if file.read(HEADER)[:4] != MAGIC:
            return {}
        (length, _) = struct.unpack("<II", file.read(CHUNK_HEADER))
        document = json.loads(file.read(length))
    extras: dict[str, Any] = document["scenes"][0].get("extras", {})
    return extras
