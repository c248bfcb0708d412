"""Rewrite a baked scene as plain glTF for other programs: slides, model viewers, AR.

The baked file is made for our own viewer: quantised, with WebP pictures, one second to a movement,
and opacity in ``extras``.  Programs that know only the core of glTF 2.0 get floats, JPEG, time to
look at each rest state, and see-through copies of what is half there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.file.glb import Json, join, split
from scenes.look.materials import MATERIALS
from visualizer.export.plain_gltf import PlainWriter, Reader
from visualizer.export.switching import Switches, faint_switches, rests_faint, solid_switches

MOVEMENT, PAUSE = 3.0, 2.0
"""Seconds that a movement and a rest state take."""
STEEL = frozenset({"filler", "marker", "steel"})
METALLIC, POLISHED = 0.6, 0.35
MATT, GLOSS = 0.9, 0.7
"""Roughness of a surface without highlights, and what the strongest highlight takes off it."""
GHOST = 0.45
"""Opacity of what is half there."""
AUTHOR, LICENCE = "The kyphoplasty walkthrough", "Apache-2.0"
"""As in ``pyproject.toml``."""
KEPT = ("scene", "scenes", "nodes", "meshes", "materials", "textures", "samplers")

Track = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Statements of a file about itself.

    Attributes
    ----------
    title : str
        Name of the scene.

    disclaimer : str
        What it is not; stands where programs show the copyright.

    steps : sequence of str
        Titles of the rest states.

    """

    title: str
    disclaimer: str
    steps: Sequence[str]


def portable(scene: bytes, imprint: Imprint) -> bytes:
    """Return a scene that needs no extension of glTF.

    Parameters
    ----------
    scene : bytes
        What :func:`scenes.file.bake.bake` has written.

    imprint : Imprint
        What the file says about itself.

    Returns
    -------
    bytes
        A binary glTF 2.0 file, in metres, that plays for about a minute.

    Raises
    ------
    ValueError
        If ``scene`` is not a whole binary glTF file.

    """
    return _Rewriter(*split(scene)).rewrite(imprint)


def seconds_at(time: float, *, leaving: bool = False) -> float:
    """Return when a moment of the procedure is shown.

    Parameters
    ----------
    time : float
        Moment, from 0; a whole number is a rest state.

    leaving : bool, default: False
        At a rest state, whether its end is meant and not its beginning.

    Returns
    -------
    float
        Seconds from the start of the animation.

    """
    rest = int(time)
    begun = rest * (MOVEMENT + PAUSE)
    if time == rest:
        return begun + (PAUSE if leaving else 0.0)
    return begun + PAUSE + (time - rest) * MOVEMENT


@dataclass
class _Rewriter:
    """Reads one document and turns it into the other, piece by piece."""

    document: Json
    binary: bytes
    writer: PlainWriter = field(default_factory=PlainWriter)
    places: dict[tuple[int, str], int] = field(default_factory=dict)
    channels: list[Json] = field(default_factory=list)
    samplers: list[Json] = field(default_factory=list)
    ghosts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = Reader(self.document, self.binary)
        self.nodes: list[Json] = self.document["nodes"]

    def rewrite(self, imprint: Imprint) -> bytes:
        """Write everything and return the file."""
        extras: Json = self.document["scenes"][0].pop("extras")
        script = extras["scripts"][extras["case"]["treatment"]]
        rests = [float(step["time"]) for step in script["steps"]]
        for mesh in self.document["meshes"]:
            self._rewrite_mesh(mesh)
        self._dress()
        self._rewrite_motion(rests)
        self._rewrite_visibility(script["tracks"]["shown"], rests)
        for node in self.nodes:
            node.pop("extras", None)
        self._sign(imprint, rests)
        document = {key: self.document[key] for key in KEPT if key in self.document}
        document |= self._pictures() | {
            "asset": self.document["asset"],
            "accessors": self.writer.accessors,
            "animations": [
                {"name": "procedure", "channels": self.channels, "samplers": self.samplers}
            ],
            "bufferViews": self.writer.views,
            "buffers": [{"byteLength": len(self.writer.binary)}],
        }
        return join(document, self.writer.to_bytes())

    def _sign(self, imprint: Imprint, rests: Sequence[float]) -> None:
        self.document["asset"] |= {
            "copyright": f"{imprint.disclaimer} {AUTHOR}, {LICENCE}.",
            "extras": {"title": imprint.title, "author": AUTHOR, "license": LICENCE},
        }
        steps = [
            {"title": title, "seconds": seconds_at(rest)}
            for title, rest in zip(imprint.steps, rests, strict=True)
        ]
        self.document["scenes"][0] |= {
            "name": imprint.title,
            "extras": {"disclaimer": imprint.disclaimer, "steps": steps},
        }

    def _pictures(self) -> Json:
        """Write the pictures; without any there is nothing to say about them."""
        images = [
            {"name": image["name"]} | self.writer.jpeg(self.reader.picture(image))
            for image in self.document.get("images", [])
        ]
        for texture in self.document.get("textures", []):
            texture["source"] = texture.pop("extensions")["EXT_texture_webp"]["source"]
        return {"images": images} if images else {}

    # ---- meshes and surfaces ----

    def _rewrite_mesh(self, mesh: Json) -> None:
        for primitive in mesh["primitives"]:
            primitive["indices"] = self._place(primitive["indices"], "INDEX")
            if "TEXCOORD_0" in primitive["attributes"]:
                # Beside a picture these are distances for our own shader.
                primitive["attributes"].pop("COLOR_0", None)
            for name, index in primitive["attributes"].items():
                primitive["attributes"][name] = self._place(index, name)
            for target in primitive.get("targets", []):
                for name, index in target.items():
                    target[name] = self._place(index, f"{name} offset")

    def _place(self, index: int, kind: str) -> int:
        """Write an accessor of a mesh once per use, and return its new index."""
        if (index, kind) not in self.places:
            self.places[index, kind] = self._rewrite_rows(self.reader.rows(index), kind)
        return self.places[index, kind]

    def _rewrite_rows(self, rows: NDArray[Any], kind: str) -> int:
        if kind == "INDEX":
            return self.writer.indices(rows)
        if kind == "TEXCOORD_0":
            return self.writer.shares(rows, 65535)
        if kind == "COLOR_0":
            # Alpha is a mask of our own shader.
            opaque = np.column_stack([rows[:, :3], np.ones(len(rows))])
            return self.writer.shares(opaque, 255)
        return self.writer.vectors(
            _unit(rows) if kind == "NORMAL" else rows, bounded=kind.startswith("POSITION")
        )

    def _dress(self) -> None:
        """Give every material the look that comes nearest to ours."""
        for node in self.nodes:
            for child in self._below(node):
                for primitive in self.document["meshes"][child["mesh"]]["primitives"]:
                    surface = self.document["materials"][primitive["material"]]
                    surface |= _look(surface["pbrMetallicRoughness"], node["extras"]["material"])

    def _below(self, node: Json) -> list[Json]:
        """Return the nodes with the meshes of a part; none for all other nodes."""
        is_part = "part" in node.get("extras", {})
        return [self.nodes[child] for child in node["children"]] if is_part else []

    # ---- motion ----

    def _rewrite_motion(self, rests: Sequence[float]) -> None:
        """Stretch every movement, and hold what it shows at each rest state."""
        animation = self.document["animations"][0]
        places: dict[int, int] = {}
        for channel in animation["channels"]:
            target = channel["target"]
            if target["path"] == "scale":
                continue  # written anew from the opacities
            sampler = animation["samplers"][index := channel["sampler"]]
            if index not in places:
                places[index] = self._stretch(sampler, rests)
            self.channels.append({"sampler": places[index], "target": target})
            # A program that does not play shows the first moment.
            first = self.reader.rows(sampler["output"]).astype(float)
            keys = len(self.reader.rows(sampler["input"]))
            self.nodes[target["node"]][target["path"]] = first.reshape(keys, -1)[0].tolist()

    def _stretch(self, sampler: Json, rests: Sequence[float]) -> int:
        times = self.reader.rows(sampler["input"])[:, 0].astype(float)
        keys = self.reader.rows(sampler["output"]).astype(float)
        rows = keys.reshape(len(times), -1)
        held = {rest for rest in rests if times[0] <= rest <= times[-1]}
        moments = np.union1d(times, sorted(held))
        values = np.column_stack([np.interp(moments, times, column) for column in rows.T])
        if keys.shape[1] == 4:
            values = _unit(values)  # a quaternion between two others
        ends = [(False, True) if moment in held else (False,) for moment in moments.tolist()]
        seconds = [
            seconds_at(moment, leaving=leaving)
            for moment, both in zip(moments.tolist(), ends, strict=True)
            for leaving in both
        ]
        held_values = np.repeat(values, [len(both) for both in ends], axis=0)
        flat = held_values.ravel() if keys.shape[1] == 1 else held_values
        return self._add_sampler(np.array(seconds), flat, "LINEAR")

    def _add_sampler(self, seconds: NDArray[Any], keys: NDArray[Any], interpolation: str) -> int:
        self.samplers.append(self.writer.sampler(seconds, keys, interpolation))
        return len(self.samplers) - 1

    # ---- what is there when ----

    def _rewrite_visibility(self, shown: Mapping[str, Track], rests: Sequence[float]) -> None:
        """Shrink to nothing what is not there; add a see-through copy of what is half there."""
        parents = {child: node for node in self.nodes for child in node.get("children", [])}
        for index, node in enumerate(list(self.nodes)):
            if "part" not in node.get("extras", {}):
                continue
            track = shown[node["extras"]["shown"]]
            times, values = track["times"], track["values"]
            self._switch(index, solid_switches(times, values))
            if rests_faint(times, values, rests):
                ghost = self._add_ghost(node)
                parents[index]["children"].append(ghost)
                self._switch(ghost, faint_switches(times, values))

    def _switch(self, node: int, switches: Switches) -> None:
        """Let a node be there or not; one that always is needs no keys."""
        if [is_there for _, is_there in switches] == [True]:
            return
        # A program that does not play shows the first moment.
        self.nodes[node]["scale"] = [float(switches[0][1])] * 3
        seconds = np.array([seconds_at(moment) for moment, _ in switches])
        scales = np.repeat([[float(is_there)] for _, is_there in switches], 3, axis=1)
        sampler = self._add_sampler(seconds, scales, "STEP")
        self.channels.append({"sampler": sampler, "target": {"node": node, "path": "scale"}})

    def _add_ghost(self, part: Json) -> int:
        """Add a see-through copy of a part, which moves as the part does."""
        children = []
        for child in part["children"]:
            node = self.nodes[child]
            copy = len(self.nodes)
            self.nodes.append(
                node | {"name": f"{node['name']}_ghost", "mesh": self._ghost_mesh(node)}
            )
            self.channels += [
                {"sampler": channel["sampler"], "target": channel["target"] | {"node": copy}}
                for channel in self.channels
                if channel["target"]["node"] == child
            ]
            children.append(copy)
        self.nodes.append({"name": f"{part['name']}_ghost", "children": children})
        return len(self.nodes) - 1

    def _ghost_mesh(self, node: Json) -> int:
        mesh = self.document["meshes"][node["mesh"]]
        primitives = [
            primitive | {"material": self._ghost_material(primitive["material"])}
            for primitive in mesh["primitives"]
        ]
        self.document["meshes"].append(
            mesh | {"name": f"{mesh['name']}_ghost", "primitives": primitives}
        )
        return len(self.document["meshes"]) - 1

    def _ghost_material(self, index: int) -> int:
        materials = self.document["materials"]
        if index not in self.ghosts:
            surface = materials[index]
            look = surface["pbrMetallicRoughness"]
            colour = [*look["baseColorFactor"][:3], GHOST]
            self.ghosts[index] = len(materials)
            materials.append(
                surface
                | {
                    "name": f"{surface['name']}_ghost",
                    "alphaMode": "BLEND",
                    "pbrMetallicRoughness": look | {"baseColorFactor": colour},
                }
            )
        return self.ghosts[index]


def _look(plain: Json, name: str) -> Json:
    """Return the surface that physically based light shows most like ours."""
    material = MATERIALS[name]
    is_steel = name in STEEL
    look = plain | {
        "metallicFactor": METALLIC if is_steel else 0.0,
        "roughnessFactor": POLISHED if is_steel else round(MATT - GLOSS * material.specular, 3),
    }
    if material.alpha == 1.0:
        return {"pbrMetallicRoughness": look}
    look["baseColorFactor"] = [*look["baseColorFactor"][:3], material.alpha]
    return {"pbrMetallicRoughness": look, "alphaMode": "BLEND"}


def _unit(rows: NDArray[Any]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0.0, 1.0, lengths), dtype=float)
