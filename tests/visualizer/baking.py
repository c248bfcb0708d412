"""Bakes and pictures that take as long as a test wants and draw nothing."""

import threading
import time

import brotli

from scenes.file.key import picture_key, scene_key
from scenes.paint.drawing import DrawingError
from scenes.story.case import Case, families
from visualizer.making import pictures
from visualizer.making.scenes import COMPRESSED, ENTRY, PACKED, Baked

MANY = [case for case in families() if case != Case()]
"""Cases that are not there."""


def kept(cache, case, text=b"scene"):
    """Put a made-up scene into the cache."""
    with cache.writing(scene_key(case), ENTRY) as folder:
        write(folder, text)


def painted(cache, case, *names):
    """Put made-up pictures into the cache."""
    with cache.writing(picture_key(case), pictures.ENTRY) as folder:
        for name in names:
            (folder / f"{name}.webp").write_bytes(b"RIFF....WEBP")


def write(folder, text):
    """Write the files that the server sends."""
    (folder / PACKED).write_bytes(text)
    (folder / COMPRESSED).write_bytes(brotli.compress(text))


def make_small_scene(case, cache, key):
    """Make a made-up scene, in whichever process."""
    return Baked(key, cache.made(key, ENTRY, lambda folder: write(folder, case.level.encode())))


def make_small_companion(companion, cache, key):
    """Make a made-up person or room, in whichever process."""
    return Baked(key, cache.made(key, ENTRY, lambda folder: write(folder, companion.kind.encode())))


def load_nothing():
    """Get a process ready that needs nothing."""


class MadeUpBake:
    """Stands for the real bake: begins, tells how far it is, and waits to be let go on."""

    def __init__(self):
        self.begun = []
        self.go = threading.Event()
        self.failure = None

    def __call__(self, case, cache, key):
        """Bake one case."""
        assert key == scene_key(case)
        self.begun.append(case)

        def fill(folder):
            (folder / "progress").write_text("0.25 bones")
            assert self.go.wait(30)
            if self.failure:
                raise self.failure
            write(folder, b"scene")

        return Baked(key, cache.made(key, ENTRY, fill))


class Studio:
    """Stands for real painters: each picture waits to be let go on."""

    def __init__(self):
        self.begun = []
        self.go = threading.Event()
        self.failure = ""

    def __call__(self, *_, **__):
        """Open it for a case."""
        if self.failure:
            raise DrawingError(self.failure)
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Leave."""

    def close(self):
        """Let whoever waits go."""
        self.failure = "closed"
        self.go.set()

    def still(self, name):
        """Paint one picture."""
        self.begun.append(name)
        assert self.go.wait(30)
        if self.failure:
            raise DrawingError(self.failure)
        return b"RIFF....WEBP"


class PlainStudio(Studio):
    """Stands for painters that need no time."""

    def __init__(self, _case):
        super().__init__()

    def stills(self, names):
        """Paint some pictures."""
        return (b"RIFF....WEBP" + name.encode() for name in names)


def until(true, seconds=10.0):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


OTHER = Case(level="L2")
"""A case that is not the usual one."""
