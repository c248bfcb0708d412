"""The bake in its worker process, and what happens when it does not end well."""

import pytest

from scenes.cache import Cache, scene_key
from scenes.case import Case
from visualizer import bakery, pack
from visualizer.bakery import COMPRESSED, PACKED, RAW, BakeError, prepare


def worker(monkeypatch, tmp_path, script):
    """Put a small program in the place of the worker's Python; its 3rd argument is the folder."""
    program = tmp_path / "worker.sh"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(bakery.sys, "executable", str(program))


def whole(counter):
    """Write a script that makes every file and counts how often it ran."""
    files = "".join(f'printf {name} > "$3/{name}"; ' for name in (RAW, PACKED, COMPRESSED))
    return f'echo run >> {counter}; echo "0.5 bones"; {files} echo "1 ready"'


def test_a_scene_is_made_once_and_found_again(monkeypatch, tmp_path):
    """The second request, and the next start, find it in the cache."""
    counter = tmp_path / "runs"
    worker(monkeypatch, tmp_path, whole(counter))
    told = []
    cache = Cache(tmp_path / "cache")
    first = prepare(Case(), cache, lambda message, share: told.append((message, share)))
    second = prepare(Case(), Cache(tmp_path / "cache"), lambda *_: pytest.fail("baked twice"))
    assert told == [("bones", 0.5), ("ready", 1.0)]
    assert counter.read_text() == "run\n"
    assert first == second
    assert first.bytes == len(PACKED)
    assert first.url == f"/scene/{scene_key(Case())}.glb"


def test_a_damaged_scene_is_made_again(monkeypatch, tmp_path):
    """A truncated file costs a bake, not the walkthrough."""
    counter = tmp_path / "runs"
    worker(monkeypatch, tmp_path, whole(counter))
    cache = Cache(tmp_path / "cache")
    baked = prepare(Case(), cache, lambda *_: None)
    (baked.folder / PACKED).write_text("trunc")
    again = prepare(Case(), cache, lambda *_: None)
    assert (again.folder / PACKED).read_text() == PACKED
    assert counter.read_text() == "run\nrun\n"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'MemoryError: no more memory' >&2; exit 1", "MemoryError: no more memory"),
        ("kill -9 $$", "it gave no reason"),
    ],
)
def test_a_worker_that_dies_is_one_sentence(monkeypatch, tmp_path, script, reason):
    """The last line that it said is the reason; nothing half-made is kept."""
    worker(monkeypatch, tmp_path, script)
    cache = Cache(tmp_path / "cache")
    with pytest.raises(BakeError) as error:
        prepare(Case(), cache, lambda *_: None)
    assert str(error.value) == f"the scene could not be made: {reason}"
    assert cache.entry(scene_key(Case()), "scene") is None


def test_an_interrupted_bake_ends_the_worker_and_keeps_nothing(monkeypatch, tmp_path):
    """Ctrl+C in the middle leaves neither a process nor half an entry."""
    worker(monkeypatch, tmp_path, 'echo "0.1 bones"; printf half > "$3/half"; sleep 60')
    cache = Cache(tmp_path / "cache")

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(Case(), cache, interrupt)
    assert not list((tmp_path / "cache").rglob("half"))


def test_a_missing_packer_is_named(monkeypatch, tmp_path):
    """Where the viewer was not built, the sentence says so."""
    monkeypatch.setattr(pack, "PACKER", tmp_path / "pack.mjs")
    with pytest.raises(pack.PackError, match="the viewer has not been built"):
        pack.pack(b"")


def test_what_is_no_scene_is_refused_in_one_sentence():
    """The packer's own words, without a traceback."""
    with pytest.raises(pack.PackError, match="the packer refused the scene"):
        pack.pack(b"not a scene")
