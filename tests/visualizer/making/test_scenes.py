"""The bake of a scene, and what happens when it does not end well."""

import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import brotli
import pytest

from scenes.file import pack
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.store.workers import end_pool, worker_pool
from scenes.story.case import Case
from tests.visualizer.baking import until
from visualizer.making import scenes
from visualizer.making.scenes import COMPRESSED, PACKED, RAW, BakeError, make_scene, progress_of

KEY = scene_key(Case())


def made(cache, **stages):
    """Make the usual scene with a bake that takes no time; say how often each stage was told."""
    reports = []
    make_scene(Case(), cache, KEY, lambda stage, share: reports.append((stage, share)), **stages)
    return reports


@pytest.fixture
def quick(monkeypatch):
    """Write small files in place of a scene, as quickly as can be."""
    begun = []

    def write(folder, case, _cache, report):
        begun.append(case)
        report("bones", 0.5)
        for name in (RAW, PACKED, COMPRESSED):
            (folder / name).write_text(name)

    monkeypatch.setattr(scenes, "_write_files", write)
    return begun


def test_a_scene_is_made_once_and_found_again(quick, cache):
    """It tells how far it is; a second start does no work."""
    assert made(cache) == [("bones", 0.5)]
    assert made(cache) == []
    assert quick == [Case()]
    assert progress_of(KEY, cache) is None


def test_a_damaged_scene_is_made_again(quick, cache):
    """A truncated file costs a bake, not the walkthrough."""
    made(cache)
    (cache.root / KEY / "scene" / PACKED).write_text("trunc")
    made(cache)
    assert len(quick) == 2
    assert (cache.root / KEY / "scene" / PACKED).read_text() == PACKED


def test_others_see_how_far_it_is(monkeypatch, cache):
    """The note lies beside the files, and is no part of the scene."""
    seen = []

    def write(folder, _case, _cache, report):
        report("cement", 0.5)
        seen.append(progress_of(KEY, Cache(cache.root)))
        (folder / PACKED).write_text("whole")

    monkeypatch.setattr(scenes, "_write_files", write)
    make_scene(Case(), cache, KEY)
    assert seen == [("cement", 0.5)]


def test_a_program_that_has_changed_makes_nothing(cache):
    """The server's page would not fit the scene."""
    with pytest.raises(BakeError, match="the program has changed since it was started"):
        make_scene(Case(), cache, scene_key(Case(level="L2")))


def test_a_missing_packer_is_named(monkeypatch):
    """Whoever runs from sources learns what to build."""
    monkeypatch.setattr(pack, "PACKER", Path("/nowhere/pack.mjs"))
    with pytest.raises(pack.PackError, match=r"pack\.mjs is missing"):
        pack.pack(b"glTF")


def test_what_is_no_scene_is_refused_in_one_sentence():
    """No traceback of the packer."""
    with pytest.raises(pack.PackError, match=r"^[^\n]+$"):
        pack.pack(b"no scene at all")


def test_a_real_scene_is_whole(cache):
    """All its files are there, packed and compressed, and it says what it does."""
    reports = []
    baked = make_scene(Case(), cache, KEY, lambda stage, share: reports.append((stage, share)))
    shares = [share for _, share in reports]
    assert shares == sorted(shares)
    assert {"bones", "balloons", "cement", "shadows", "packing"} <= {stage for stage, _ in reports}
    packed = (baked.folder / PACKED).read_bytes()
    assert packed[:4] == (baked.folder / RAW).read_bytes()[:4] == b"glTF"
    assert brotli.decompress((baked.folder / COMPRESSED).read_bytes()) == packed


MAKER = """
import sys, time
from pathlib import Path
from scenes.store.cache import Cache
from scenes.store.workers import worker_pool

def make(root):
    def fill(folder):
        (folder / "half").touch()
        time.sleep(60)
    Cache(root).made("{key}", "scene", fill)

if __name__ == "__main__":
    root = Path(sys.argv[1])
    pool = worker_pool(1)
    pool.submit(make, root)
    while not list(root.rglob("half")):
        time.sleep(0.02)
    print(*pool._processes, flush=True)
    time.sleep(60)
"""


def is_running(pid):
    """Tell whether a process still works; one that only waits to be counted does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("killed", ["server", "worker"])
def test_a_killed_process_leaves_no_orphan_no_half_scene_and_no_lock(tmp_path, killed):
    """However it ends, the next one begins afresh."""
    program, root = tmp_path / "maker.py", tmp_path / "cache"
    program.write_text(MAKER.format(key=KEY))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, str(program), str(root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as server:
        pid = int(server.stdout.readline())
        assert is_running(pid)
        os.kill(server.pid if killed == "server" else pid, 9)
        until(lambda: not is_running(pid), seconds=5)
        server.kill()
    cache = Cache(root)
    assert not cache.has(KEY, "scene")
    # Nobody is waited for: the lock went with its holder.
    folder = cache.made(KEY, "scene", lambda folder: (folder / "whole").touch(), pytest.fail)
    assert {file.name for file in folder.iterdir()} == {"whole", "manifest.json"}
    cache.sweep()
    assert not list(root.rglob(".unfinished-*"))


def test_a_worker_that_dies_breaks_the_pool_and_no_more():
    """Whoever waits for it learns so, and a new pool works."""
    pool = worker_pool(1)
    with pytest.raises(BrokenProcessPool):
        pool.submit(os._exit, 1).result(60)
    end_pool(pool)
    pool = worker_pool(1)
    assert pool.submit(abs, -1).result(60) == 1
    end_pool(pool)
