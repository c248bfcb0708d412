"""Reads the accessors of a baked scene, and writes them as the core of glTF 2.0 has them."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scenes.file.glb import ARRAY_BUFFER, COMPONENT_TYPES, ELEMENT_ARRAY_BUFFER, Json

TYPES = {code: np.dtype(name) for name, code in COMPONENT_TYPES.items()}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
JPEG_QUALITY = 88


@dataclass(frozen=True)
class Reader:
    """The numbers behind the accessors of one file.

    Parameters
    ----------
    document : dict
        The glTF document.

    binary : bytes
        Its buffer.

    """

    document: Json
    binary: bytes

    def rows(self, index: int) -> NDArray[Any]:
        """Return the ``(n, width)`` rows of an accessor as the numbers that they stand for."""
        accessor = self.document["accessors"][index]
        view = self.document["bufferViews"][accessor["bufferView"]]
        kind, width = TYPES[accessor["componentType"]], WIDTHS[accessor["type"]]
        stride = view.get("byteStride", width * kind.itemsize)
        count, start = accessor["count"], view.get("byteOffset", 0)
        raw = np.frombuffer(self.binary, "u1", count * stride, start).reshape(count, stride)
        values = raw[:, : width * kind.itemsize].copy().view(kind)
        if not accessor.get("normalized"):
            return values
        return np.asarray(np.maximum(values / np.iinfo(kind).max, -1.0))

    def picture(self, image: Json) -> Image.Image:
        """Return a picture that is in the file."""
        view = self.document["bufferViews"][image["bufferView"]]
        start = view.get("byteOffset", 0)
        return Image.open(BytesIO(self.binary[start : start + view["byteLength"]]))


@dataclass
class PlainWriter:
    """Collects accessors, views and pictures that need no extension."""

    binary: bytearray = field(default_factory=bytearray)
    views: list[Json] = field(default_factory=list)
    accessors: list[Json] = field(default_factory=list)

    def indices(self, rows: NDArray[Any]) -> int:
        """Write the indices of triangles."""
        return self._accessor(rows.ravel(), "SCALAR", ELEMENT_ARRAY_BUFFER)

    def vectors(self, rows: NDArray[Any], *, bounded: bool = False) -> int:
        """Write ``(n, 3)`` vectors as floats; positions carry their bounds."""
        return self._accessor(rows.astype("f4"), "VEC3", ARRAY_BUFFER, bounded=bounded)

    def shares(self, rows: NDArray[Any], steps: int) -> int:
        """Write ``(n, k)`` numbers from 0 to 1 as whole numbers of 255 or 65535 steps."""
        whole = np.round(np.clip(rows, 0.0, 1.0) * steps).astype("u1" if steps == 255 else "u2")
        return self._accessor(whole, f"VEC{rows.shape[1]}", ARRAY_BUFFER, normalised=True)

    def sampler(self, seconds: NDArray[Any], keys: NDArray[Any], interpolation: str) -> Json:
        """Write keyframes: ``(k,)`` seconds and ``(k, 3)``, ``(k, 4)`` or flat values."""
        shape = f"VEC{keys.shape[1]}" if keys.ndim == 2 else "SCALAR"
        return {
            "input": self._accessor(seconds.astype("f4"), "SCALAR", bounded=True),
            "output": self._accessor(keys.astype("f4"), shape),
            "interpolation": interpolation,
        }

    def jpeg(self, picture: Image.Image) -> Json:
        """Write a picture without its mask."""
        encoded = BytesIO()
        picture.convert("RGB").save(encoded, "JPEG", quality=JPEG_QUALITY)
        return {"mimeType": "image/jpeg", "bufferView": self._view(encoded.getvalue())}

    def to_bytes(self) -> bytes:
        """Return the buffer, as long as a chunk of a file must be."""
        return bytes(self.binary) + b"\0" * (-len(self.binary) % 4)

    def _accessor(
        self,
        array: NDArray[Any],
        shape: str,
        target: int | None = None,
        *,
        normalised: bool = False,
        bounded: bool = False,
    ) -> int:
        document: Json = {
            "bufferView": self._view(np.ascontiguousarray(array).tobytes(), target),
            "componentType": COMPONENT_TYPES[array.dtype.name],
            "count": len(array),
            "type": shape,
        }
        if normalised:
            document["normalized"] = True
        if bounded:
            document["min"] = np.atleast_1d(array.min(axis=0)).tolist()
            document["max"] = np.atleast_1d(array.max(axis=0)).tolist()
        self.accessors.append(document)
        return len(self.accessors) - 1

    def _view(self, data: bytes, target: int | None = None) -> int:
        self.binary.extend(b"\0" * (-len(self.binary) % 4))
        view: Json = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        self.binary.extend(data)
        self.views.append(view)
        return len(self.views) - 1
