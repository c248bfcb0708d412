"""A bake that takes as long as a test wants and draws nothing."""

import threading
import time

import brotli

from scenes.file.key import scene_key
from scenes.story.case import Case
from visualizer.making.bakery import COMPRESSED, ENTRY, PACKED, Baked

MANY = [Case(height_loss=round(0.1 + 0.01 * number, 2)) for number in range(20)]


def kept(cache, case, text=b"scene"):
    """Put a made-up scene into the cache."""
    with cache.writing(scene_key(case), ENTRY) as folder:
        write(folder, text)


def write(folder, text):
    """Write the files that the server sends."""
    (folder / PACKED).write_bytes(text)
    (folder / COMPRESSED).write_bytes(brotli.compress(text))


class Oven:
    """Stands for the real bake: begins, tells how far it is, and waits to be let go on."""

    def __init__(self):
        self.begun = []
        self.go = threading.Event()
        self.failure = None

    def __call__(self, case, cache, progress, _started):
        """Bake one case."""
        self.begun.append(case)
        progress("bones", 0.25)
        while not self.go.wait(0.01):
            progress("bones", 0.25)
        if self.failure:
            raise self.failure
        kept(cache, case)
        return Baked(scene_key(case), cache.root / scene_key(case) / ENTRY)


def until(true, seconds=10.0):
    """Wait for something that another thread does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
