"""Arrays that several cases need are built once, where a cache is at hand.

Bones are known by their sizes (:mod:`scenes.model.vertebrae`); cuts, pictures of cut faces
(:mod:`scenes.model.cuts`) and light (:mod:`scenes.model.shading`) by the fingerprint of what they
are made of, so that nobody has to know which cases have it alike.  Balloon, cement and what follows
the fracture are each family's own.

Measured in seconds of processor time: another bone took 9 and takes 7.5; another shape of fracture
of the same bone took 8.5 and takes 3.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.tools.surface import mesh, points_of, triangles_of
from scenes.model.sources import parts_digest
from scenes.store.cache import Arrays, Cache, plain_arrays

_at_hand: list[Cache] = []


@contextmanager
def sharing(cache: Cache) -> Iterator[None]:
    """Let :func:`shared` look into a cache, in all threads, until the block ends.

    Nothing that is made depends on it, only how long that takes; so it need not be handed down to
    everything that builds a part.

    Parameters
    ----------
    cache : Cache
        Where arrays are kept.

    """
    _at_hand.append(cache)
    try:
        yield
    finally:
        _at_hand.remove(cache)


def shared(
    name: str, arguments: Mapping[str, object], build: Callable[[], Mapping[str, object]]
) -> Arrays:
    """Return arrays that several cases need, from the cache at hand or built now.

    Parameters
    ----------
    name : str
        What they are, such as ``"vertebra"``.

    arguments : mapping of str to object
        Everything that they depend on beside the sources: plain data, as JSON has it.

    build : callable
        Makes them: arrays of numbers by name.

    Returns
    -------
    dict of str to numpy.ndarray
        The same values, types and memory order whether they were built or found.

    Raises
    ------
    TypeError
        If an argument is no plain data, or an array holds Python objects.

    """
    if _at_hand:
        return _at_hand[-1].arrays(shared_key(name, arguments), build)
    return plain_arrays(build())


def shared_key(name: str, arguments: Mapping[str, object]) -> str:
    """Return the key of arrays that depend on these arguments and on the sources of parts."""
    plain = json.dumps([name, arguments, parts_digest()], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:20]


def fingerprint(*arrays: NDArray[np.generic]) -> str:
    """Return a digest of some arrays, to name what is made of them.

    What is named by what it is made of is shared by all cases in which that is the same, whichever
    these are.

    Parameters
    ----------
    *arrays : numpy.ndarray
        Arrays of numbers.

    Returns
    -------
    str
        Differs where a value, a type or a shape does.

    """
    digest = hashlib.sha256()
    for array in arrays:
        plain = np.ascontiguousarray(array)
        digest.update(f"{plain.dtype.str}{array.shape}".encode())
        digest.update(plain.data)
    return digest.hexdigest()


def arrays_of(surface: pv.PolyData) -> Arrays:
    """Return everything that makes a surface: points, triangles, and its point data by name."""
    data = {name: np.asarray(surface.point_data[name]) for name in surface.point_data}
    return {"points": points_of(surface), "triangles": triangles_of(surface), **data}


def surface_of(arrays: Mapping[str, NDArray[np.generic]]) -> pv.PolyData:
    """Make a surface of what :func:`arrays_of` has taken apart."""
    data = dict(arrays)
    points, triangles, normals = (data.pop(name) for name in ("points", "triangles", "Normals"))
    surface = mesh(
        np.asarray(points, dtype=np.float64),
        np.asarray(triangles, dtype=np.int64),
        np.asarray(normals, dtype=np.float64),
    )
    for name, values in data.items():
        surface.point_data[name] = values
    return surface
