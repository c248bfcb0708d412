"""What was measured on the model, as the page reads it from the baked scene."""

import json
import struct

from scenes.timeline import STEPS
from visualizer.measured import rest_measures


def write_scene(path, tracks):
    """Write a binary glTF file with nothing but extras."""
    text = json.dumps({"scenes": [{"extras": {"tracks": tracks}}]}).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text))
    path.write_bytes(head + struct.pack("<I4s", len(text), b"JSON") + text)
    return path


def test_measures_are_read_at_every_step(tmp_path):
    """Between keyframes they run straight; outside they hold."""
    track = {"times": [1.0, 3.0], "values": [26.0, 18.0]}
    scene = write_scene(tmp_path / "scene.glb", {"measures": {"anterior": track}})
    heights = [rest["anterior"] for rest in rest_measures(scene)]
    assert heights == [26.0, 26.0, 22.0, 18.0] + 8 * [18.0]


def test_a_scene_without_measures_has_none(tmp_path):
    """The page then does without its box."""
    scene = write_scene(tmp_path / "scene.glb", {})
    assert rest_measures(scene) == ({},) * len(STEPS)
    other = tmp_path / "other"
    other.write_bytes(b"not a scene")
    assert rest_measures(other) == ({},) * len(STEPS)
