"""A writer for binary glTF 2.0: buffers, accessors and nodes, nothing of our scene.

Attributes are quantised (``KHR_mesh_quantization``): a mesh is written as 16-bit integers and its
node carries the scale and the shift back to millimetres.
"""

import io
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Json = dict[str, Any]

COMPONENT_TYPES = {
    "int8": 5120,
    "uint8": 5121,
    "int16": 5122,
    "uint16": 5123,
    "uint32": 5125,
    "float32": 5126,
}
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
LINEAR_FILTER, LINEAR_MIPMAP_LINEAR_FILTER, CLAMP_TO_EDGE = 9729, 9987, 33071
EXTENSIONS = ["EXT_texture_webp", "KHR_mesh_quantization"]
POSITION_STEPS, NORMAL_STEPS = 32700, 127
HEADER = struct.Struct("<4sII")
CHUNK = struct.Struct("<I4s")


@dataclass(frozen=True)
class QuantisedMesh:
    """A written mesh and what its node must do to bring it back to millimetres.

    Parameters
    ----------
    index : int
        Index of the mesh in the file.

    scale : float
        Millimetres per step.

    centre : tuple of float
        Middle of the mesh in mm.

    """

    index: int
    scale: float
    centre: tuple[float, float, float]

    @property
    def transform(self) -> Json:
        """The node's ``scale`` and ``translation``."""
        return {"scale": [self.scale] * 3, "translation": list(self.centre)}


def _empty_document() -> Json:
    return {
        "asset": {"version": "2.0", "generator": "kyphoplasty walkthrough"},
        "extensionsUsed": EXTENSIONS,
        "extensionsRequired": EXTENSIONS,
        "scene": 0,
        "scenes": [{"nodes": []}],
        "nodes": [],
        "meshes": [],
        "materials": [],
        "accessors": [],
        "bufferViews": [],
        "textures": [],
        "images": [],
        "samplers": [
            {
                "magFilter": LINEAR_FILTER,
                "minFilter": LINEAR_MIPMAP_LINEAR_FILTER,
                "wrapS": CLAMP_TO_EDGE,
                "wrapT": CLAMP_TO_EDGE,
            }
        ],
        "animations": [{"name": "procedure", "channels": [], "samplers": []}],
    }


@dataclass
class GlbWriter:
    """Collects the pieces of one file; :meth:`to_bytes` writes it."""

    binary: bytearray = field(default_factory=bytearray)
    document: Json = field(default_factory=_empty_document)

    def node(self, name: str, parent: int | None = None, **properties: Any) -> int:
        """Add a node below ``parent`` (or to the scene) and return its index."""
        index = _append(self.document["nodes"], {"name": name, **properties})
        if parent is None:
            self.document["scenes"][0]["nodes"].append(index)
        else:
            self.document["nodes"][parent].setdefault("children", []).append(index)
        return index

    def mesh(
        self,
        name: str,
        attributes: dict[str, NDArray[Any]],
        triangles: NDArray[Any],
        material: int,
        targets: Sequence[tuple[NDArray[np.float64], NDArray[np.float64] | None]] = (),
    ) -> QuantisedMesh:
        """Write a mesh.

        Parameters
        ----------
        name : str
            Name of the mesh.

        attributes : dict of str to numpy.ndarray
            ``POSITION`` ``(n, 3)`` in mm and ``NORMAL`` ``(n, 3)``; optionally ``COLOR_0``
            ``(n, 4)`` and ``TEXCOORD_0`` ``(n, 2)``, both 0 to 1.

        triangles : numpy.ndarray
            ``(m, 3)`` indices.

        material : int
            Index of the material.

        targets : sequence of (numpy.ndarray, numpy.ndarray or None)
            ``(n, 3)`` offsets in mm and of the normals, per morph target.

        Returns
        -------
        QuantisedMesh
            The mesh and its node's transform.

        """
        points = attributes["POSITION"]
        low, high = points.min(axis=0), points.max(axis=0)
        centre = (low + high) / 2.0
        reach = max([float((high - low).max() / 2.0), *(_largest(t[0]) for t in targets)])
        scale = reach / POSITION_STEPS
        primitive: Json = {
            "attributes": self._attributes(attributes, centre, scale),
            "indices": self._indices(triangles, len(points)),
            "material": material,
        }
        if targets:
            primitive["targets"] = [self._target(*target, scale) for target in targets]
        document: Json = {"name": name, "primitives": [primitive]}
        if targets:
            document["weights"] = [0.0] * len(targets)
        x, y, z = (float(value) for value in centre)
        return QuantisedMesh(_append(self.document["meshes"], document), scale, (x, y, z))

    def material(self, name: str, colour: Sequence[float], texture: int | None = None) -> int:
        """Write a plain material; ``colour`` is linear red, green and blue."""
        surface: Json = {
            "baseColorFactor": [*(round(float(value), 5) for value in colour), 1.0],
            "metallicFactor": 0.0,
            "roughnessFactor": 0.8,
        }
        if texture is not None:
            surface["baseColorTexture"] = {"index": texture}
        return _append(self.document["materials"], {"name": name, "pbrMetallicRoughness": surface})

    def texture(self, name: str, picture: bytes) -> int:
        """Write a picture in the format WebP and return the index of its texture."""
        view = self._view(picture)
        image = {"name": name, "mimeType": "image/webp", "bufferView": view}
        source = {"EXT_texture_webp": {"source": _append(self.document["images"], image)}}
        texture = {"name": name, "sampler": 0, "extensions": source}
        return _append(self.document["textures"], texture)

    def sampler(
        self, times: NDArray[np.float64], values: NDArray[np.float64], interpolation: str
    ) -> int:
        """Write keyframes of ``(k, 3)`` or ``(k, 4)`` values, or of flat weights."""
        shape = {3: "VEC3", 4: "VEC4"}.get(values.shape[1] if values.ndim == 2 else 0, "SCALAR")
        document = {
            "input": self._accessor(np.asarray(times, "f4"), "SCALAR", bounds=True),
            "output": self._accessor(np.asarray(values, "f4"), shape),
            "interpolation": interpolation,
        }
        return _append(self.document["animations"][0]["samplers"], document)

    def channel(self, sampler: int, node: int, path: str) -> None:
        """Let keyframes drive one property of one node."""
        channel = {"sampler": sampler, "target": {"node": node, "path": path}}
        self.document["animations"][0]["channels"].append(channel)

    def to_bytes(self) -> bytes:
        """Return the file."""
        _pad(self.binary, b"\0")
        document = {key: value for key, value in self.document.items() if value != []}
        document["buffers"] = [{"byteLength": len(self.binary)}]
        return join(document, bytes(self.binary))

    def _attributes(
        self, attributes: dict[str, NDArray[Any]], centre: NDArray[np.float64], scale: float
    ) -> Json:
        written = {
            "POSITION": self._vectors(attributes["POSITION"] - centre, 1.0 / scale, "i2"),
            "NORMAL": self._vectors(attributes["NORMAL"], NORMAL_STEPS, "i1"),
        }
        for name, steps, kind in (("COLOR_0", 255, "u1"), ("TEXCOORD_0", 65535, "u2")):
            if name in attributes:
                array = np.round(np.clip(attributes[name], 0.0, 1.0) * steps).astype(kind)
                shape = f"VEC{array.shape[1]}"
                written[name] = self._accessor(array, shape, ARRAY_BUFFER, normalised=True)
        return written

    def _target(
        self, offsets: NDArray[np.float64], normals: NDArray[np.float64] | None, scale: float
    ) -> Json:
        written = {"POSITION": self._vectors(offsets, 1.0 / scale, "i2")}
        if normals is not None:
            written["NORMAL"] = self._vectors(np.clip(normals, -1, 1), NORMAL_STEPS, "i1")
        return written

    def _vectors(self, values: NDArray[np.float64], steps: float, kind: str) -> int:
        array = np.round(values * steps).astype(kind)
        whole = kind == "i2"
        return self._accessor(array, "VEC3", ARRAY_BUFFER, normalised=not whole, bounds=whole)

    def _indices(self, triangles: NDArray[Any], points: int) -> int:
        kind = "u2" if points < 65535 else "u4"
        return self._accessor(triangles.astype(kind).ravel(), "SCALAR", ELEMENT_ARRAY_BUFFER)

    def _accessor(
        self,
        array: NDArray[Any],
        shape: str,
        target: int | None = None,
        *,
        normalised: bool = False,
        bounds: bool = False,
    ) -> int:
        data, stride = np.ascontiguousarray(array), None
        if target == ARRAY_BUFFER:
            data = _aligned(data)
            stride = data.shape[1] * data.dtype.itemsize
        document: Json = {
            "bufferView": self._view(data.tobytes(), target, stride),
            "componentType": COMPONENT_TYPES[array.dtype.name],
            "count": array.size if shape == "SCALAR" else len(array),
            "type": shape,
        }
        if normalised:
            document["normalized"] = True
        if bounds:
            document["min"] = np.atleast_1d(array.min(axis=0)).tolist()
            document["max"] = np.atleast_1d(array.max(axis=0)).tolist()
        return _append(self.document["accessors"], document)

    def _view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        _pad(self.binary, b"\0")
        view: Json = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        if stride is not None:
            view["byteStride"] = stride
        self.binary += data
        return _append(self.document["bufferViews"], view)


def webp(pixels: NDArray[np.uint8], quality: int = 42) -> bytes:
    """Return an ``(h, w, 4)`` picture in the format WebP."""
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "WEBP", quality=quality, alpha_quality=60, method=4)
    return encoded.getvalue()


def join(document: Json, binary: bytes) -> bytes:
    """Write a glTF document and its buffer as one binary file."""
    text = bytearray(json.dumps(document, separators=(",", ":")).encode())
    _pad(text, b" ")
    chunks = CHUNK.pack(len(text), b"JSON") + text + CHUNK.pack(len(binary), b"BIN\0") + binary
    return HEADER.pack(b"glTF", 2, HEADER.size + len(chunks)) + chunks


def split(file: bytes) -> tuple[Json, bytes]:
    """Read the document and the buffer of a binary glTF file.

    Raises
    ------
    ValueError
        If the bytes are not a whole binary glTF 2.0 file.

    """
    if len(file) < HEADER.size + CHUNK.size:
        msg = f"not a binary glTF file: it has only {len(file)} bytes"
        raise ValueError(msg)
    magic, version, length = HEADER.unpack_from(file)
    if magic != b"glTF" or version != 2 or length != len(file):
        msg = "not a whole binary glTF 2.0 file"
        raise ValueError(msg)
    size, _ = CHUNK.unpack_from(file, HEADER.size)
    start = HEADER.size + CHUNK.size
    document: Json = json.loads(file[start : start + size])
    return document, file[start + size + CHUNK.size :]


def _append(items: list[Json], item: Json) -> int:
    items.append(item)
    return len(items) - 1


def _pad(data: bytearray, filler: bytes) -> None:
    data.extend(filler * (-len(data) % 4))


def _largest(values: NDArray[np.float64]) -> float:
    return float(np.abs(values).max(initial=0.0))


def _aligned(array: NDArray[Any]) -> NDArray[Any]:
    """Pad each row to a multiple of four bytes, as vertex attributes must be."""
    padding = -array.shape[1] * array.dtype.itemsize % 4 // array.dtype.itemsize
    return np.pad(array, ((0, 0), (0, padding))) if padding else array
