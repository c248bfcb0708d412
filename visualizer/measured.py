"""What was measured on the model at each rest state, read from the baked scene."""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scenes.timeline import STEPS

MAGIC = b"glTF"
HEADER, CHUNK_HEADER = 12, 8
"""Bytes before the first chunk of a glTF file, and before what is in it."""

Measures = Mapping[str, float]


def rest_measures(scene: Path) -> tuple[Measures, ...]:
    """Return the measures of every step.

    Parameters
    ----------
    scene : pathlib.Path
        The baked scene.

    Returns
    -------
    tuple of mapping of str to float
        By name, in mm and degrees, one mapping per step; empty ones if the file has no measures.

    """
    tracks = extras_of(scene).get("tracks", {}).get("measures", {})
    return tuple(
        {name: _value(track, step.time) for name, track in tracks.items()} for step in STEPS
    )


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
