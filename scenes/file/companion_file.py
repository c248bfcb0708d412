"""Write a companion of a scene into a glTF file of its own: parts, and nothing that moves them.

What moves and shows them is in the scene that they join: its frames, its opacities, its materials.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scenes.file.part_writer import PartWriter
from scenes.model.parts import Part
from scenes.motion.site import TOP, WORLD
from scenes.story.companion import CREDIT


def bake_companion(
    parts: Sequence[Part],
    replaces: Sequence[str] = (),
    labels: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """Write parts as a binary glTF file.

    Parameters
    ----------
    parts : sequence of Part
        Each in the frame of the world, or of what lies over all broken bones.

    replaces : sequence of str, default: ()
        Names of parts of the scene in whose place they come.

    labels : sequence of Mapping, default: ()
        Places on them that have names, see :func:`scenes.model.labels.plain_labels`.

    Returns
    -------
    bytes
        The same for the same parts, always.

    """
    writer = PartWriter.of(parts)
    writer.file.document["animations"] = []
    writer.file.document["asset"]["copyright"] = CREDIT
    frames = {WORLD: writer.root}
    if any(part.frame == TOP for part in parts):
        frames[TOP] = writer.file.node(f"frame_{TOP}", writer.root)
    for part in parts:
        writer.write(part, frames[part.frame])
    extras = {"replaces": list(replaces), "labels": list(labels)}
    writer.file.document["scenes"][0]["extras"] = extras
    return writer.file.to_bytes()
