"""The file writer, without our scene."""

import numpy as np
import pytest

from scenes.file.glb import GlbWriter, join, split, webp


def triangle(targets=()):
    """Write one textured triangle."""
    writer = GlbWriter()
    points = np.array([[0.0, 0, 0], [10, 0, 0], [0, 10, 0]])
    attributes = {
        "POSITION": points,
        "NORMAL": np.tile([0.0, 0, 1], (3, 1)),
        "COLOR_0": np.ones((3, 4)),
        "TEXCOORD_0": points[:, :2] / 10.0,
    }
    texture = writer.texture("grey", webp(np.full((4, 4, 4), 200, np.uint8)))
    material = writer.material("paper", (1, 1, 1), texture)
    written = writer.mesh("triangle", attributes, np.array([[0, 1, 2]]), material, targets)
    writer.node("triangle", mesh=written.index, **written.transform)
    return writer, written


def array(document, binary, index, kind):
    """Read the rows of a three-component accessor."""
    accessor = document["accessors"][index]
    view = document["bufferViews"][accessor["bufferView"]]
    start, stride = view["byteOffset"], view["byteStride"]
    rows = [
        np.frombuffer(binary, kind, 3, start + row * stride) for row in range(accessor["count"])
    ]
    return np.array(rows, dtype=float)


def test_positions_come_back_to_a_hundredth_of_the_quantum_they_promise():
    """Integers, the node's scale and its shift give the millimetres back."""
    writer, written = triangle()
    document, binary = split(writer.to_bytes())
    position = document["meshes"][0]["primitives"][0]["attributes"]["POSITION"]
    points = array(document, binary, position, "<i2") * written.scale + written.centre
    assert np.abs(points - [[0, 0, 0], [10, 0, 0], [0, 10, 0]]).max() <= written.scale / 2


def test_a_large_target_keeps_its_size():
    """Offsets share the mesh's scale, which grows so that they fit."""
    offsets = np.array([[0.0, 0, 0], [0, 80.0, 0], [0, 0, -3.0]])
    writer, written = triangle([(offsets, None)])
    document, binary = split(writer.to_bytes())
    target = document["meshes"][0]["primitives"][0]["targets"][0]["POSITION"]
    assert array(document, binary, target, "<i2") * written.scale == pytest.approx(
        offsets, abs=written.scale
    )


def test_every_view_starts_on_a_multiple_of_four_bytes():
    """Vertex attributes and chunks are aligned as the standard demands."""
    file = triangle()[0].to_bytes()
    document, binary = split(file)
    assert all(view["byteOffset"] % 4 == 0 for view in document["bufferViews"])
    assert len(file) % 4 == 0
    assert len(binary) == document["buffers"][0]["byteLength"]


def test_a_file_can_be_taken_apart_and_joined_again():
    """Nothing is lost on the way."""
    file = triangle()[0].to_bytes()
    assert join(*split(file)) == file


@pytest.mark.parametrize("damage", [b"", b"glTF", b"nope" * 10])
def test_what_is_not_a_whole_file_is_refused(damage):
    """A truncated or foreign file gets one sentence."""
    with pytest.raises(ValueError, match="glTF"):
        split(damage)


def test_a_truncated_file_is_refused():
    """The header's length must be met."""
    with pytest.raises(ValueError, match="whole"):
        split(triangle()[0].to_bytes()[:-4])
