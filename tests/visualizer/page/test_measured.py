"""What was measured on the model, as the page reads it from the baked scene."""

import json
import struct

from visualizer.page.rest_measures import rest_measures


def write_scene(path, extras):
    """Write a binary glTF file with nothing but extras."""
    text = json.dumps({"scenes": [{"extras": extras}]}).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text))
    path.write_bytes(head + struct.pack("<I4s", len(text), b"JSON") + text)
    return path


def test_measures_are_read_at_every_step(tmp_path):
    """Of each treatment; between keyframes they run straight, outside they hold."""
    track = {"times": [1.0, 3.0], "values": [26.0, 18.0]}
    scripts = {
        name: {
            "steps": [{"time": time} for time in range(steps)],
            "tracks": {"measures": {"anterior": track}},
        }
        for name, steps in (("time", 4), ("kyphoplasty", 8))
    }
    measures = rest_measures(write_scene(tmp_path / "scene.glb", {"scripts": scripts}))
    assert [rest["anterior"] for rest in measures["time"]] == [26.0, 26.0, 22.0, 18.0]
    assert {rest["healthy_anterior"] for rest in measures["time"]} == {26.0}
    assert [rest["anterior"] for rest in measures["kyphoplasty"]][3:] == 5 * [18.0]


def test_a_scene_without_measures_has_none(tmp_path):
    """The page then does without its box."""
    assert rest_measures(write_scene(tmp_path / "scene.glb", {})) == {}
    other = tmp_path / "other"
    other.write_bytes(b"not a scene")
    assert rest_measures(other) == {}
