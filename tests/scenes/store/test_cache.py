"""The store on disk."""

import errno
import os
import shutil
import time
from threading import Thread

import numpy as np
import pytest

from scenes.file.key import scene_key
from scenes.model.sharing import shared, shared_key, sharing
from scenes.store.cache import UNFINISHED, Cache
from scenes.story.case import Case
from tests.scenes.processes import process


def fill(cache, *, interrupted=False):
    """Write an entry, or half of one."""
    with cache.writing("key", "scene") as folder:
        (folder / "scene.glb").write_text("whole")
        if interrupted:
            raise KeyboardInterrupt


def test_an_entry_is_found_again_by_another_cache_on_the_same_folder(tmp_path):
    """A restart finds what was made before."""
    fill(Cache(tmp_path))
    assert (Cache(tmp_path).entry("key", "scene") / "scene.glb").read_text() == "whole"


def test_a_truncated_file_is_not_an_entry(tmp_path):
    """A broken entry is removed, so that it is made again."""
    cache = Cache(tmp_path)
    fill(cache)
    (tmp_path / "key" / "scene" / "scene.glb").write_text("who")
    assert cache.entry("key", "scene") is None
    assert not (tmp_path / "key" / "scene").exists()


def test_an_entry_can_be_made_from_another(tmp_path):
    """A copied folder brings its old manifest along, which counts for nothing."""
    cache = Cache(tmp_path)
    fill(cache)
    with cache.writing("other", "scene") as folder:
        shutil.copytree(cache.entry("key", "scene"), folder, dirs_exist_ok=True)
    assert (cache.entry("other", "scene") / "scene.glb").read_text() == "whole"


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"absent.glb": "0"}'])
def test_a_damaged_manifest_is_not_an_entry(tmp_path, manifest):
    """Whatever is written in the manifest, nothing breaks."""
    cache = Cache(tmp_path)
    fill(cache)
    (tmp_path / "key" / "scene" / "manifest.json").write_text(manifest)
    assert cache.entry("key", "scene") is None


def test_an_interrupted_writer_leaves_no_entry(tmp_path):
    """An error in the middle keeps the old state and leaves no litter."""
    cache = Cache(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        fill(cache, interrupted=True)
    assert cache.entry("key", "scene") is None
    assert not [file for file in (tmp_path / "key").iterdir() if UNFINISHED in file.name]


def test_a_folder_that_cannot_be_written_is_replaced_with_one_warning(tmp_path):
    """The program goes on in a temporary folder and says so."""
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    assert "cannot be written" in cache.warning
    assert os.access(cache.root, os.W_OK)
    fill(cache)
    assert cache.entry("key", "scene") is not None


def test_the_address_changes_with_the_case():
    """Equal cases share a scene, different cases do not."""
    assert scene_key(Case()) == scene_key(Case())
    assert scene_key(Case()) != scene_key(Case(height_loss=0.2))


MAKING = """
def make(folder):
    (folder / "f").write_text("made elsewhere")
    print("ready", flush=True)
    time.sleep({seconds})

cache.made("a" * 20, "scene", make)
"""


def test_one_of_two_servers_makes_it(tmp_path):
    """The other waits, is told so again and again, and takes what the first has made."""
    waited = []
    with process(tmp_path, MAKING.format(seconds=0.5)):
        folder = Cache(tmp_path).made(
            "a" * 20, "scene", lambda _: pytest.fail("made twice"), lambda: waited.append(1)
        )
    assert (folder / "f").read_text() == "made elsewhere"
    assert waited


def test_a_killed_maker_makes_way(tmp_path):
    """Its lock ends with it: whoever waited makes the thing."""
    with process(tmp_path, MAKING.format(seconds=60)) as maker:
        begin = time.monotonic()

        def waiting():
            maker.kill()

        folder = Cache(tmp_path).made(
            "a" * 20, "scene", lambda folder: (folder / "f").write_text("made here"), waiting
        )
        assert (folder / "f").read_text() == "made here"
        assert time.monotonic() - begin < 10


def test_waiting_can_be_given_up(tmp_path):
    """Whoever waits may leave; the maker goes on."""

    def leave():
        raise KeyboardInterrupt

    with process(tmp_path, MAKING.format(seconds=60)) as maker:
        with pytest.raises(KeyboardInterrupt):
            Cache(tmp_path).made("a" * 20, "scene", pytest.fail, leave)
        assert maker.poll() is None


def test_threads_of_one_server_share_too(tmp_path):
    """Four requests at once are one making."""
    cache, made, found = Cache(tmp_path), [], []

    def make(folder):
        made.append(folder)
        time.sleep(0.2)
        (folder / "f").write_text("whole")

    threads = [
        Thread(target=lambda: found.append(cache.made("a" * 20, "scene", make))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_failed_making_is_tried_by_the_next(tmp_path):
    """An error reaches the one who made it, and holds nobody up."""
    cache = Cache(tmp_path)

    def fail(_):
        msg = "no"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="no"):
        cache.made("a" * 20, "scene", fail)
    assert cache.made("a" * 20, "scene", lambda folder: (folder / "f").touch())


ARGUMENTS = {"level": "L1", "spacing": 0.95}
VERTEBRA = shared_key("vertebra", ARGUMENTS)


def vertebra():
    """Build arrays of several kinds, one a view of every other column and one without axes."""
    return {
        "points": np.random.default_rng(1).normal(size=(5, 6))[:, ::2],
        "faces": np.asfortranarray(np.arange(6, dtype=np.int32).reshape(2, 3)),
        "volume": np.float64(3.25),
        "mask": np.array([True, False]),
    }


def test_shared_arrays_are_built_once(tmp_path):
    """What is found is what was built, to the bit and to the order in memory."""
    built = Cache(tmp_path).arrays(VERTEBRA, vertebra)
    found = Cache(tmp_path).arrays(VERTEBRA, lambda: pytest.fail("built twice"))
    plain = shared("vertebra", ARGUMENTS, vertebra)
    assert built.keys() == found.keys() == plain.keys() == vertebra().keys()
    for name, array in built.items():
        for other in (found[name], plain[name]):
            assert other.dtype == array.dtype
            assert other.strides == array.strides
            assert np.array_equal(other, array)
        assert np.array_equal(array, vertebra()[name])


def test_shared_arrays_are_known_by_name_and_arguments(tmp_path):
    """Another bone, another spacing: another address; the order of arguments is none."""
    keys = {
        shared_key("vertebra", ARGUMENTS),
        shared_key("vertebra", {**ARGUMENTS, "level": "L2"}),
        shared_key("vertebra", {**ARGUMENTS, "spacing": 0.9500000000000001}),
        shared_key("disc", ARGUMENTS),
    }
    assert len(keys) == 4
    assert shared_key("vertebra", dict(reversed(ARGUMENTS.items()))) in keys


@pytest.mark.parametrize("damage", [b"", b"PK", b"x" * 500])
def test_damaged_shared_arrays_are_built_again(tmp_path, damage):
    """Whatever lies in the file, nothing breaks."""
    cache = Cache(tmp_path)
    cache.arrays(VERTEBRA, vertebra)
    (file,) = tmp_path.rglob("*.npz")
    file.write_bytes(damage)
    again = cache.arrays(VERTEBRA, vertebra)
    assert np.array_equal(again["faces"], vertebra()["faces"])


def test_shared_arrays_hold_numbers_only(tmp_path):
    """Nothing is pickled: the file can carry no code."""
    with pytest.raises(TypeError, match="names must be an array of numbers, got Python objects"):
        Cache(tmp_path).arrays("a" * 20, lambda: {"names": np.array([{}])})


def test_without_room_shared_arrays_are_built_each_time(tmp_path, monkeypatch):
    """A full disk costs time, not the scene."""
    cache = Cache(tmp_path)

    def overflow(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", overflow)
    assert cache.arrays(VERTEBRA, vertebra).keys() == vertebra().keys()
    assert not list(tmp_path.rglob("*.npz"))


def test_shared_arrays_are_evicted_like_scenes(tmp_path):
    """They count towards the limit."""
    cache = Cache(tmp_path, limit=1, grace=0.0)
    cache.arrays(VERTEBRA, vertebra)
    with cache.writing("a" * 20, "scene") as folder:
        (folder / "f").touch()
    assert not (tmp_path / shared_key("vertebra", ARGUMENTS)).exists()


def test_sharing_reaches_every_thread_and_ends(tmp_path):
    """Whoever builds a part need not be handed the cache."""
    with sharing(Cache(tmp_path)):
        threads = [
            Thread(target=shared, args=("vertebra", {"level": level}, vertebra))
            for level in ("L1", "L2")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    shared("vertebra", {"level": "L3"}, vertebra)
    assert len(list(tmp_path.rglob("*.npz"))) == 2
