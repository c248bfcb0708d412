"""The bake in its worker process, and what happens when it does not end well."""

import os
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue

import pytest

from scenes.file import pack
from scenes.file.key import scene_key
from scenes.model import vertebrae
from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.visualizer.baking import until
from visualizer.making import baker, worker
from visualizer.making.baker import Baker
from visualizer.making.bakery import (
    COMPRESSED,
    NO_ROOM,
    PACKED,
    RAW,
    BakeError,
    NoRoomError,
    prepare,
)
from visualizer.making.spare import Spare

ORDERED = 'read -r order; folder=$(echo "$order" | sed \'s/.*"folder": "\\([^"]*\\)".*/\\1/\')'


def stand_in(monkeypatch, tmp_path, script, before=":", ordered=ORDERED):
    """Put a small program in the place of the worker's Python; it knows the folder to fill."""
    program = tmp_path / "worker.sh"
    program.write_text(f"#!/bin/sh\n{before}\n{ordered}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


def whole(counter):
    """Write a script that makes every file and counts how often it ran."""
    files = "".join(f'printf {name} > "$folder/{name}"; ' for name in (RAW, PACKED, COMPRESSED))
    return f'echo run >> {counter}; echo "0.5 bones"; {files} echo "1 ready"'


def test_a_scene_is_made_once_and_found_again(monkeypatch, tmp_path):
    """The second request, and the next start, find it in the cache."""
    counter = tmp_path / "runs"
    stand_in(monkeypatch, tmp_path, whole(counter))
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
    stand_in(monkeypatch, tmp_path, whole(counter))
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
    stand_in(monkeypatch, tmp_path, script)
    cache = Cache(tmp_path / "cache")
    with pytest.raises(BakeError) as error:
        prepare(Case(), cache, lambda *_: None)
    assert str(error.value) == f"the scene could not be made: {reason}"
    assert cache.entry(scene_key(Case()), "scene") is None


def test_an_interrupted_bake_ends_the_worker_and_keeps_nothing(monkeypatch, tmp_path):
    """Ctrl+C in the middle leaves neither a process nor half an entry."""
    stand_in(monkeypatch, tmp_path, 'echo "0.1 bones"; printf half > "$folder/half"; sleep 60')
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


def test_a_full_disk_is_told_from_other_failures(monkeypatch, tmp_path):
    """The worker says that the disk is full; a temporary folder is tried before giving up."""
    counter = tmp_path / "runs"
    stand_in(monkeypatch, tmp_path, f"echo run >> {counter}; exit {NO_ROOM}")
    with pytest.raises(NoRoomError, match=r"^there is no room left in .*; free some"):
        prepare(Case(), Cache(tmp_path / "cache"), lambda *_: None)
    assert counter.read_text() == "run\nrun\n"


def test_what_does_not_fit_is_baked_into_a_temporary_folder(monkeypatch, tmp_path):
    """One more bake, and the scene can be shown."""
    cache = tmp_path / "cache"
    full = f'case "$folder" in {cache}/*) exit {NO_ROOM};; esac; '
    stand_in(monkeypatch, tmp_path, full + whole(tmp_path / "runs"))
    baked = prepare(Case(), Cache(cache), lambda *_: None)
    assert (baked.folder / PACKED).read_text() == PACKED
    assert cache not in baked.folder.parents


class FullDisk:
    """Stands for a scene that cannot be written."""

    def write_bytes(self, _):
        """Write to where there is never room."""
        with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
            full.write(b"0")


def order_to(folder, key):
    """Order a scene of the default case."""
    return {"case": {}, "key": key, "folder": str(folder), "cache": str(folder), "limit": 1}


def test_the_worker_says_that_the_disk_is_full(monkeypatch, tmp_path):
    """The system's error becomes the code that the server knows."""
    monkeypatch.setattr(worker, "_bake_into", lambda *_: FullDisk().write_bytes(b""))
    with pytest.raises(SystemExit) as ended:
        worker.carry_out(order_to(tmp_path, scene_key(Case())))
    assert ended.value.code == NO_ROOM


def test_a_program_that_has_changed_bakes_nothing(tmp_path):
    """What newer sources make is not kept under the address of older ones."""
    with pytest.raises(SystemExit, match="the program has changed since it was started"):
        worker.carry_out(order_to(tmp_path, "0" * 20))


def test_bones_are_shaped_until_there_is_an_order(monkeypatch, tmp_path):
    """Whoever has asked for a case waits for one bone at most."""
    orders, built = SimpleQueue(), []

    def build():
        built.append(len(built))
        if len(built) == 2:
            orders.put(b"order")

    monkeypatch.setattr(vertebrae, "shapes_of_all_cases", lambda: [build] * 5)
    worker.get_ready(Cache(tmp_path), orders)
    assert built == [0, 1]


@pytest.fixture
def spare(tmp_path):
    """Keep a place for a worker."""
    spare = Spare(Cache(tmp_path / "cache"))
    yield spare
    spare.close()


def counted(monkeypatch, tmp_path, counter):
    """Put in the worker's place a program that counts how often it was started and has baked."""
    stand_in(monkeypatch, tmp_path, whole(counter), before=f"echo start >> {counter}")


def test_a_worker_that_was_called_before_carries_out_the_order(monkeypatch, tmp_path, spare):
    """It is started once, though called twice, before anybody has asked for a case."""
    counter = tmp_path / "runs"
    counted(monkeypatch, tmp_path, counter)
    spare.call()
    spare.call()
    until(counter.exists)
    prepare(Case(), Cache(tmp_path / "cache"), lambda *_: None, spare=spare)
    assert counter.read_text() == "start\nrun\n"


def steady(monkeypatch, tmp_path, counter):
    """Put in the worker's place a program that carries out one order after another."""
    ordered = ORDERED.replace("; ", " && ", 1)
    script = f"while {ordered}; do {whole(counter)}; done"
    stand_in(monkeypatch, tmp_path, script, before=f"echo start >> {counter}", ordered=":")


def test_a_worker_that_has_baked_waits_for_the_next_order(monkeypatch, tmp_path, spare):
    """What it has loaded and shaped is there when another case is wanted."""
    counter = tmp_path / "runs"
    steady(monkeypatch, tmp_path, counter)
    cache = Cache(tmp_path / "cache")
    for level in ("L1", "L2", "L3"):
        prepare(Case(level=level), cache, lambda *_: None, spare=spare)
    assert counter.read_text() == "start\nrun\nrun\nrun\n"


def test_what_a_worker_baked_before_changes_nothing(tmp_path, spare):
    """One worker for two cases makes the same bytes as one for each."""
    cases = [Case(), Case(level="T12", neighbour="treated")]
    cache = Cache(tmp_path / "cache")
    workers = []
    for case in cases:
        made = prepare(case, cache, lambda *_: None, workers.append, spare)
        alone = prepare(case, Cache(), lambda *_: None)
        assert (made.folder / RAW).read_bytes() == (alone.folder / RAW).read_bytes()
    assert workers[0] is workers[1]


def test_one_worker_waits_at_most(monkeypatch, tmp_path, spare):
    """Where one has been called meanwhile, the one that has baked ends."""
    steady(monkeypatch, tmp_path, tmp_path / "runs")
    called = []

    def call(worker):
        called.append(worker)
        spare.call()

    prepare(Case(), Cache(tmp_path / "cache"), lambda *_: None, call, spare)
    assert called[0].returncode is not None
    assert spare._worker.poll() is None


def test_a_worker_that_was_not_asked_to_wait_ends(monkeypatch, tmp_path):
    """Whoever bakes once, such as an export, leaves no process behind."""
    steady(monkeypatch, tmp_path, tmp_path / "runs")
    workers = []
    prepare(Case(), Cache(tmp_path / "cache"), lambda *_: None, workers.append)
    assert workers[0].returncode is not None


def test_the_worker_of_the_first_case_does_not_stay_long(monkeypatch, tmp_path):
    """Whoever has just started a server may want another case; after a while nobody does."""
    monkeypatch.setattr(baker, "FIRST_LOOK", 0.2)
    steady(monkeypatch, tmp_path, tmp_path / "runs")
    first = Baker(Cache(tmp_path / "cache"))
    assert first.first(Case(), lambda *_: None).key == scene_key(Case())
    waiting = first._spare._worker
    assert waiting.poll() is None
    until(lambda: first._spare._worker is None)
    assert waiting.returncode is not None
    first.close()


def test_a_worker_that_died_waiting_is_replaced(monkeypatch, tmp_path, spare):
    """Nobody hears of it."""
    counter = tmp_path / "runs"
    counted(monkeypatch, tmp_path, counter)
    spare.call()
    spare._worker.kill()
    spare._worker.wait()
    prepare(Case(), Cache(tmp_path / "cache"), lambda *_: None, spare=spare)
    assert counter.read_text().endswith("start\nrun\n")


def test_a_worker_that_nobody_needs_ends(monkeypatch, tmp_path):
    """Its memory is given back after a while."""
    counted(monkeypatch, tmp_path, tmp_path / "runs")
    spare = Spare(Cache(tmp_path), unused=0.05)
    spare.call()
    waiting = spare._worker
    until(lambda: waiting.returncode is not None)
    assert spare._worker is None


def test_the_end_of_the_server_ends_the_waiting_worker(monkeypatch, tmp_path, spare):
    """No process stays, and none is started any more."""
    counted(monkeypatch, tmp_path, tmp_path / "runs")
    spare.call()
    waiting = spare._worker
    spare.close()
    assert waiting.returncode is not None
    spare.call()
    assert spare._worker is None


SERVER = """
import json, sys
from pathlib import Path
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.making.bakery import prepare

def tell(stage, share):
    print(stage, flush=True)

prepare(Case(), Cache(Path(sys.argv[1])), tell, lambda worker: print(worker.pid, flush=True))
"""


def is_running(pid):
    """Tell whether a process still works; one that only waits to be counted does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_killed_server_takes_its_worker_along(tmp_path):
    """No bake goes on for nobody, and the next start clears what it left."""
    command = [sys.executable, "-c", SERVER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        pid = int(server.stdout.readline())
        assert server.stdout.readline() == "bones\n"
        assert is_running(pid)
        server.kill()
    # Long before it would say something again, and find that nobody listens.
    until(lambda: not is_running(pid), seconds=1.5)
    assert list(tmp_path.rglob(".unfinished-*"))
    Cache(tmp_path).sweep()
    assert not list(tmp_path.rglob(".unfinished-*"))
    assert not (tmp_path / scene_key(Case())).exists()
