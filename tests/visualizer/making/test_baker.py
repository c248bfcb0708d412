"""Bakes on demand: each once, one at a time, in a short queue that nobody can clog."""

import subprocess
import sys
import threading
import time
from functools import partial
from types import SimpleNamespace

import pytest

from scenes.file.key import scene_key
from scenes.story.case import Case
from tests.visualizer.baking import MANY, kept, until
from visualizer.making import baker as baker_module
from visualizer.making import orders
from visualizer.making.baker import Baker, Busy, Failed, Making, Ready
from visualizer.making.bakery import BakeError, NoRoomError


@pytest.fixture
def baker(cache, oven):
    """Start a baker with a queue of three."""
    baker = Baker(cache, queue=3, bake=oven)
    yield baker
    baker.close()


def begin(baker, oven, case):
    """Ask for a case and wait until its bake has begun."""
    baker.ask(case)
    until(lambda: case in oven.begun)


def test_an_unknown_case_is_baked_and_then_known(baker, oven):
    """Asking again tells how far it is, and in the end where it lies."""
    case = MANY[0]
    assert baker.ask(case) == Making("starting", 0.0, 0)
    until(lambda: baker.ask(case) == Making("bones", 0.25, 0))
    oven.go.set()
    until(lambda: isinstance(baker.ask(case), Ready))
    assert baker.ask(case).baked.key == scene_key(case)
    assert baker.is_idle


def test_a_case_in_the_cache_is_known_at_once(baker, oven, cache):
    """What another server or an earlier day has made is not made again."""
    kept(cache, MANY[0])
    assert isinstance(baker.ask(MANY[0]), Ready)
    assert oven.begun == []


def test_everybody_shares_one_bake(baker, oven):
    """However many ask at once, it is made once."""
    threads = [threading.Thread(target=baker.ask, args=(MANY[0],)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    oven.go.set()
    until(lambda: isinstance(baker.ask(MANY[0]), Ready))
    assert oven.begun == [MANY[0]]


def test_one_bakes_while_others_wait_their_turn(baker, oven):
    """Each is told how many come first, and they are made in the order in which they came."""
    begin(baker, oven, MANY[0])
    assert [baker.ask(case).ahead for case in MANY[:4]] == [0, 1, 2, 3]
    assert oven.begun == [MANY[0]]
    oven.go.set()
    until(lambda: isinstance(baker.ask(MANY[3]), Ready))
    assert oven.begun == MANY[:4]


def test_two_workers_bake_two(cache, oven):
    """More workers, if somebody wants them: the third waits for one of them."""
    baker = Baker(cache, workers=2, bake=oven)
    begin(baker, oven, MANY[0])
    begin(baker, oven, MANY[1])
    assert [baker.ask(case).ahead for case in MANY[:4]] == [0, 0, 1, 2]
    baker.close()


def test_a_full_queue_asks_to_come_back(baker, oven):
    """Waiting cases are few; whoever has a place keeps it."""
    begin(baker, oven, MANY[0])
    for case in MANY[1:4]:
        baker.ask(case)
    assert baker.ask(MANY[4]) == Busy(10)
    assert baker.ask(MANY[2]) == Making("waiting", 0.0, 2)
    oven.go.set()
    until(lambda: isinstance(baker.ask(MANY[4]), Ready))


def test_a_crowd_costs_no_memory(baker, oven):
    """However many different cases are asked for, little is remembered of them."""
    begin(baker, oven, MANY[0])
    answers = [baker.ask(Case(settling=number / 1e5)) for number in range(1000)]
    assert sum(isinstance(answer, Busy) for answer in answers) == 997
    assert len(baker._orders) == 4
    assert len(baker._cases) <= baker_module.REMEMBERED


def test_who_leaves_while_waiting_loses_the_place(baker, oven, monkeypatch):
    """A case that nobody asks about any more makes room; one that is asked about stays."""
    clock = [0.0]
    monkeypatch.setattr(orders, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    begin(baker, oven, MANY[0])
    for case in MANY[1:4]:
        baker.ask(case)
    clock[0] += 6.0
    baker.ask(MANY[2])
    clock[0] += 6.0
    assert baker.ask(MANY[4]) == Making("waiting", 0.0, 2)
    assert baker.ask(MANY[2]).ahead == 1
    oven.go.set()
    monkeypatch.undo()
    until(lambda: baker.is_idle)
    assert MANY[1] not in oven.begun


def test_a_bake_goes_on_when_its_asker_leaves(baker, oven, monkeypatch):
    """What has begun is finished and kept for the next visitor."""
    begin(baker, oven, MANY[0])
    monkeypatch.setattr(orders, "FORGOTTEN", 0.0)
    oven.go.set()
    until(lambda: baker.is_idle)
    assert isinstance(baker.ask(MANY[0]), Ready)


def test_who_wants_another_case_instead_waits_for_no_other(baker, oven):
    """Choosing bone, kind and needles one after another makes the last one only."""
    begin(baker, oven, MANY[0])
    assert baker.ask(MANY[1], instead=MANY[0]).ahead == 1
    assert baker.ask(MANY[2], instead=MANY[1]).ahead == 2
    until(lambda: baker.ask(MANY[2]) == Making("bones", 0.25, 0))
    oven.go.set()
    until(lambda: isinstance(baker.ask(MANY[2]), Ready))
    until(lambda: baker.is_idle)
    assert oven.begun == [MANY[0], MANY[2]]


def test_what_made_way_is_made_again(baker, oven):
    """Going back to the first choice is no failure."""
    begin(baker, oven, MANY[0])
    baker.ask(MANY[1], instead=MANY[0])
    until(lambda: baker.ask(MANY[1]) == Making("bones", 0.25, 0))
    until(lambda: baker.ask(MANY[0], instead=MANY[1]) == Making("waiting", 0.0, 1))
    oven.go.set()
    until(lambda: isinstance(baker.ask(MANY[0]), Ready))
    assert oven.begun == [MANY[0], MANY[1], MANY[0]]


@pytest.mark.parametrize("reason", ["somebody else wants it", "nearly done", "nobody waits"])
def test_a_bake_makes_no_way_needlessly(baker, oven, monkeypatch, cache, reason):
    """Not while another asks for it, not when it is nearly done, and not for one that is there."""
    begin(baker, oven, MANY[0])
    if reason == "nearly done":
        monkeypatch.setattr(orders, "NEARLY", 0.2)
    if reason == "nobody waits":
        kept(cache, MANY[1])
    baker.ask(MANY[1], instead=MANY[0])
    end = time.monotonic() + 3 * orders.GONE
    while time.monotonic() < end:
        if reason == "somebody else wants it":
            baker.ask(MANY[0])
        baker.ask(MANY[1])
        time.sleep(0.02)
    oven.go.set()
    until(lambda: baker.is_idle)
    assert isinstance(baker.ask(MANY[0]), Ready)
    assert oven.begun == [MANY[0], MANY[1]][: 1 + (reason != "nobody waits")]


def test_only_as_many_make_way_as_are_needed(cache, oven):
    """Of two that nobody wants any more one goes on."""
    baker = Baker(cache, workers=2, bake=oven)
    begin(baker, oven, MANY[0])
    begin(baker, oven, MANY[1])
    baker.ask(MANY[2], instead=MANY[0])
    baker.ask(MANY[2], instead=MANY[1])
    until(lambda: baker.ask(MANY[2]) == Making("bones", 0.25, 0))
    oven.go.set()
    until(lambda: baker.is_idle)
    assert sum(baker.find(case) is None for case in MANY[:3]) == 1
    baker.close()


@pytest.mark.parametrize(
    ("failure", "no_room"),
    [
        (BakeError("the scene could not be made: it gave no reason"), False),
        (NoRoomError("there is no room left in x; free some and try again"), True),
        (RuntimeError("an error that nobody has thought of"), False),
    ],
)
def test_a_failure_is_told_to_all_and_then_tried_again(baker, oven, monkeypatch, failure, no_room):
    """Everybody who asks hears of it for a while; the next case is made meanwhile."""
    oven.failure = failure
    oven.go.set()
    baker.ask(MANY[0])
    until(lambda: baker.is_idle)
    assert baker.ask(MANY[0]) == baker.ask(MANY[0]) == Failed(no_room)
    oven.failure = None
    until(lambda: isinstance(baker.ask(MANY[1]), Ready))
    monkeypatch.setattr(baker_module, "TOLD", 0.0)
    until(lambda: isinstance(baker.ask(MANY[0]), Ready))


def test_what_was_given_up_is_made_again(baker, oven, cache):
    """Another server may have needed the room."""
    kept(cache, MANY[0])
    assert isinstance(baker.ask(MANY[0]), Ready)
    for file in (cache.root / scene_key(MANY[0])).rglob("*.*"):
        file.unlink()
    assert isinstance(baker.ask(MANY[0]), Making)
    assert baker.known(scene_key(MANY[0])) is None


def test_a_damaged_scene_is_not_known(baker, cache):
    """What does not match its checksum is no scene."""
    kept(cache, MANY[0])
    (cache.root / scene_key(MANY[0]) / "scene" / "scene.pack.glb").write_bytes(b"trunc")
    assert baker.known(scene_key(MANY[0])) is None


class Called:
    """Stands for the place of a waiting worker."""

    def __init__(self):
        self.times = 0

    def call(self):
        """Count."""
        self.times += 1

    def close(self):
        """Do nothing."""


def test_looking_at_choices_gets_a_worker_ready_only_while_nothing_is_baked(baker, oven):
    """It would take the processor from the bake, and its memory comes on top."""
    spare = baker._spare = Called()
    baker.expect()
    assert spare.times == 1
    begin(baker, oven, MANY[0])
    baker.expect()
    assert spare.times == 1
    oven.go.set()
    until(lambda: baker.is_idle)
    baker.expect()
    assert spare.times == 2


def test_a_worker_gets_ready_for_who_wants_another_case_instead(baker, oven):
    """It is needed in a moment, when the first one makes way."""
    spare = baker._spare = Called()
    begin(baker, oven, MANY[0])
    baker.ask(MANY[1])
    assert spare.times == 0
    baker.ask(MANY[1], instead=MANY[0])
    assert spare.times == 1


def bake_half(workers, case, cache, _progress, started):
    """Write half a scene, have a worker that does nothing until it is ended, and fail with it."""
    with cache.writing(scene_key(case), "scene") as folder:
        (folder / "half").write_bytes(b"half")
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as worker:
            started(worker)
            workers.append(worker)
            worker.wait()
        msg = "the scene could not be made: it gave no reason"
        raise BakeError(msg)


def test_making_way_ends_the_worker(cache):
    """Its process is gone, nothing half made stays, and nobody is told of a failure."""
    workers = []
    baker = Baker(cache, bake=partial(bake_half, workers))
    baker.ask(MANY[0])
    until(lambda: workers)
    baker.ask(MANY[1], instead=MANY[0])
    until(lambda: baker.ask(MANY[1]) and len(workers) == 2)
    assert workers[0].poll() is not None
    assert not list((cache.root / scene_key(MANY[0])).rglob("half"))
    assert isinstance(baker.ask(MANY[0]), Making)
    baker.close()


def test_the_end_of_the_server_ends_the_worker(cache):
    """The process is gone, and nothing half made stays."""
    workers = []
    baker = Baker(cache, bake=partial(bake_half, workers))
    baker.ask(MANY[0])
    baker.ask(MANY[1])
    until(lambda: workers)
    baker.close()
    assert workers[0].poll() is not None
    assert not list(cache.root.rglob("half"))
    assert len(workers) == 1
    assert not any(thread.name.startswith("baker") for thread in threading.enumerate())


def test_the_end_of_the_server_ends_waiting_for_another_server(baker, oven):
    """A bake that says something is told to stop."""
    begin(baker, oven, MANY[0])
    baker.close()
    assert not any(thread.name.startswith("baker") for thread in threading.enumerate())
