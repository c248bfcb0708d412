"""Room in the cache: what was used longest ago goes, what is in use stays, litter is swept."""

import os
import time
from collections import OrderedDict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.store import cache as store
from scenes.store.cache import Cache, CacheFullError
from tests.scenes.processes import process

A, B, C, D = (letter * 20 for letter in "abcd")
SIZE = 1000
MANIFEST = 100
"""More than a manifest of one file has."""


def fill(cache, key, size=SIZE):
    """Write an entry with one file."""
    with cache.writing(key, "scene") as folder:
        (folder / "f").write_bytes(bytes(size))


def keys(root):
    """Return the keys that are there."""
    return {folder.name for folder in root.iterdir() if len(folder.name) == 20}


def small(root, entries):
    """Open a cache that has room for so many entries."""
    return Cache(root, limit=entries * (SIZE + MANIFEST), grace=0.0)


def test_what_was_used_longest_ago_goes_first(tmp_path):
    """Reading an entry counts as a use."""
    cache = small(tmp_path, 2)
    fill(cache, A)
    fill(cache, B)
    cache.entry(A, "scene")
    fill(cache, C)
    assert keys(tmp_path) == {A, C}


def test_a_whole_key_goes_at_once(tmp_path):
    """A scene and its stills are one thing; neither stays without the other."""
    cache = small(tmp_path, 2)
    fill(cache, A)
    with cache.writing(A, "stills") as folder:
        (folder / "00.webp").write_bytes(bytes(SIZE - MANIFEST))
    fill(cache, B)
    assert keys(tmp_path) == {B}
    assert cache.entry(A, "stills") is None


def test_what_other_versions_made_counts(tmp_path):
    """Keys that no source of today leads to are entries like any other."""
    fill(small(tmp_path, 9), A)
    os.utime(tmp_path / A, (0, 0))
    fill(small(tmp_path, 1), B)
    assert keys(tmp_path) == {B}


def test_what_is_no_entry_is_left_alone(tmp_path):
    """Whoever names a folder of their own as the cache keeps what is in it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "spine.jpg").write_bytes(bytes(9 * SIZE))
    (tmp_path / "letter.txt").write_bytes(bytes(9 * SIZE))
    cache = small(tmp_path, 1)
    fill(cache, A)
    fill(cache, B)
    cache.sweep()
    assert keys(tmp_path) == {B}
    assert (tmp_path / "photos" / "spine.jpg").exists()
    assert (tmp_path / "letter.txt").exists()


def test_what_was_just_used_stays(tmp_path):
    """A page that was told of a scene has a while to fetch it."""
    cache = Cache(tmp_path, limit=1, grace=60.0)
    fill(cache, A)
    fill(cache, B)
    assert keys(tmp_path) == {A, B}
    old = time.time() - 61.0
    os.utime(tmp_path / A, (old, old))
    fill(cache, C)
    assert keys(tmp_path) == {B, C}


def test_a_large_cache_is_counted_now_and_then(tmp_path, monkeypatch):
    """What a case writes piece by piece is not counted with every file of all others each time."""
    counts = []
    cache = Cache(tmp_path, limit=1000 * SIZE, grace=0.0)
    monkeypatch.setattr(Cache, "_trim", count_calls(Cache._trim, counts))
    for number in range(60):
        fill(cache, f"{number:020}")
    beyond = store.SLACK * cache.limit / SIZE
    assert 60 / (beyond + 2) <= len(counts) <= 60 / beyond + 1


def count_calls(method, calls):
    """Note each call of a method."""

    def counting(*arguments, **named):
        calls.append(arguments)
        return method(*arguments, **named)

    return counting


def test_one_entry_above_the_limit_is_kept(tmp_path):
    """What was made last is never given up to itself."""
    fill(Cache(tmp_path, limit=1, grace=0.0), A)
    assert keys(tmp_path) == {A}


WRITING = f"""
with cache.writing("{A}", "scene") as folder:
    (folder / "half").write_bytes(bytes(5000))
    ready()
"""


def test_what_a_killed_process_left_is_swept(tmp_path):
    """Half an entry lies there only for as long as its writer lives."""
    cache = small(tmp_path, 9)
    fill(cache, B)
    used = (tmp_path / B).stat().st_mtime_ns
    with process(tmp_path, WRITING) as writer:
        cache.sweep()
        assert len(list((tmp_path / A).rglob("half"))) == 1
        writer.kill()
        writer.wait()
    cache.sweep()
    assert keys(tmp_path) == {B}
    assert (tmp_path / B).stat().st_mtime_ns == used


def test_a_key_that_is_being_written_is_never_given_up(tmp_path):
    """The limit does not pull the floor from under a writer."""
    with process(tmp_path, WRITING):
        os.utime(tmp_path / A, (0, 0))
        fill(small(tmp_path, 1), B)
        assert list((tmp_path / A).rglob("half"))


def test_sweeping_leaves_no_locks_of_the_dead(tmp_path):
    """Files of locks do not pile up; those of living processes stay."""
    cache = small(tmp_path, 9)
    fill(cache, A)
    with process(tmp_path, WRITING.replace(A, C)):
        os.utime(tmp_path / A, (0, 0))
        fill(small(tmp_path, 1), B)
        cache.sweep()
        left = {file.name for file in (tmp_path / "locks").iterdir()}
    assert left == {f"{B}-scene", f"{C}-scene"}


def test_an_interrupted_eviction_is_finished_at_the_next_start(tmp_path):
    """What was moved aside is removed."""
    aside = tmp_path / f"{store.ASIDE}{A}-00000000"
    (aside / "scene").mkdir(parents=True)
    small(tmp_path, 9).sweep()
    assert not aside.exists()


def test_a_disk_that_fills_up_while_writing(tmp_path):
    """The system's own error becomes the sentence, and no half entry stays."""

    def overflow():
        with Cache(tmp_path).writing(A, "scene") as folder:
            (folder / "half").write_bytes(bytes(SIZE))
            write_to_a_full_disk()

    with pytest.raises(CacheFullError, match=r"there is no room left in .*; free some"):
        overflow()
    assert not list(tmp_path.rglob("half"))


def write_to_a_full_disk():
    """Get the error that the system gives; /dev/full is there for that."""
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        full.write(b"0")


actions = st.lists(
    st.tuples(st.sampled_from(("write", "use")), st.sampled_from((A, B, C, D)), st.integers(1, 5)),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions=actions, limit=st.integers(1, 9))
def test_it_is_a_least_recently_used_cache(tmp_path_factory, actions, limit):
    """Whatever is written and used in whatever order, exactly the least recently used are gone."""
    root = tmp_path_factory.mktemp("cache")
    unit = 10 * MANIFEST
    cache, model = Cache(root, limit=limit * unit, grace=0.0), OrderedDict()
    for action, key, units in actions:
        if action == "use":
            assert (cache.entry(key, "scene") is not None) == (key in model)
        elif key not in model:
            fill(cache, key, units * unit - MANIFEST)
            model[key] = units
            while sum(model.values()) > limit and len(model) > 1:
                model.popitem(last=False)
        else:
            fill(cache, key)
        if key in model:
            model.move_to_end(key)
        assert keys(root) == set(model)
