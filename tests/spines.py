"""Spines that take seconds to put together, kept from session to session.

What is kept is found again by its case and by every source that it is made from, so a change to one
of them makes it anew; of several processes that want it one makes it.
"""

import functools
import hashlib
import pickle
from pathlib import Path

from scenes.model.bones import build_bones, crack_parts, whole_bones
from scenes.model.devices import (
    balloon_parts,
    build_balloon,
    cement_beside,
    cement_parts,
    tool_parts,
)
from scenes.model.sharing import shared_key, sharing
from scenes.model.soft import disc_parts, nerve_parts
from scenes.model.spine import Spine, assemble
from scenes.store.cache import Cache

FILE = "spine.pickle"
HERE = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def kept(build):
    """Keep what is built of a case: on disk for the next session, and in this process."""

    def found(case):
        cache = Cache()
        key = shared_key(build.__name__, {"case": case.to_dict(), "built by": HERE})

        def fill(folder):
            with sharing(cache):
                (folder / FILE).write_bytes(pickle.dumps(build(case)))

        return pickle.loads((cache.made(key, "spine", fill) / FILE).read_bytes())

    return functools.lru_cache(maxsize=2)(functools.wraps(build)(found))


@kept
def assembled(case):
    """Assemble all parts of a case."""
    return assemble(case)


@kept
def moving(case):
    """Build what moves in the cases of one family; nothing of it depends on the numbers."""
    bones = build_bones(case)
    balloon = build_balloon(bones)
    parts = whole_bones(bones) + disc_parts(bones) + nerve_parts(bones)
    parts += tool_parts(bones.site) + balloon_parts(balloon, bones.site)
    return Spine(case, tuple(parts + cement_parts(bones, balloon)))


@kept
def whole_of_pair(case):
    """Build what is whole of two neighbouring broken bones, and its cement."""
    bones = build_bones(case)
    parts = whole_bones(bones) + disc_parts(bones) + nerve_parts(bones) + crack_parts(bones)
    return Spine(case, tuple(parts + cement_beside(bones)))
