"""Cases that visitors ask for: one at a time, the last asked first."""

import asyncio

import pytest

from scenes.file.key import companion_key, scene_key
from scenes.store.cache import PROGRESS, CacheFullError
from scenes.story.case import Case
from scenes.story.companion import companions_of
from tests.persons import needs_body
from tests.visualizer.baking import MANY, OTHER, kept, make_small_companion
from visualizer.making import bake_queue
from visualizer.making.bake_queue import PLACES, BakeQueue, Busy, Failed, Making, Ready
from visualizer.making.scenes import ENTRY, PACKED, BakeError


async def answered(queue, case, kind):
    """Ask until there is another kind of answer."""
    async with asyncio.timeout(10):
        while not isinstance(answer := queue.ask(case), kind):
            await asyncio.sleep(0.01)
    return answer


async def begun(bake, count):
    """Wait until so many bakes have begun."""
    async with asyncio.timeout(10):
        while len(bake.begun) < count:
            await asyncio.sleep(0.01)
    return bake.begun


async def test_an_unknown_case_is_made_and_then_known(queue, bake):
    """It tells how far it is; then its scene is there."""
    assert queue.find(OTHER) is None
    assert queue.ask(OTHER) == Making("starting", 0.0, 0)
    await begun(bake, 1)
    async with asyncio.timeout(10):
        while queue.ask(OTHER) != Making("bones", 0.25, 0):
            await asyncio.sleep(0.01)
    bake.go.set()
    ready = await answered(queue, OTHER, Ready)
    assert (ready.baked.folder / PACKED).is_file()
    assert ready.baked == queue.find(OTHER) == queue.known(scene_key(OTHER))
    assert bake.begun == [OTHER]


async def test_the_share_does_not_fall_back_while_it_is_written(queue, cache, bake):
    """A reader may meet the note of a worker at the moment when it is empty."""
    queue.ask(OTHER)
    await begun(bake, 1)
    async with asyncio.timeout(10):
        while queue.ask(OTHER) != Making("bones", 0.25, 0):
            await asyncio.sleep(0.01)
    (cache.unfinished(scene_key(OTHER), ENTRY) / PROGRESS).write_text("")
    assert queue.ask(OTHER) == Making("bones", 0.25, 0)


async def test_numbers_and_treatment_need_no_other_scene(queue, cache, bake):
    """A family's scene serves all its cases."""
    kept(cache, OTHER)
    same = Case(level="L2", height_loss=0.2, treatment="vertebroplasty", cement=0.9)
    assert isinstance(queue.ask(same), Ready)
    assert bake.begun == []


async def test_everybody_shares_one_bake(queue, bake):
    """However many ask, and however often."""
    for _ in range(50):
        queue.ask(OTHER)
    bake.go.set()
    await answered(queue, OTHER, Ready)
    assert bake.begun == [OTHER]


async def test_the_case_that_was_asked_for_last_goes_first(queue, bake):
    """Whoever has just chosen looks at the screen; one is made at a time."""
    queue.ask(MANY[0])
    await begun(bake, 1)
    for case in (*MANY[1:4], MANY[2]):
        assert queue.ask(case) == Making("waiting", 0.0, 1)
    bake.go.set()
    assert await begun(bake, 4) == [MANY[0], MANY[2], MANY[3], MANY[1]]


async def test_a_full_queue_asks_to_come_back(queue, bake):
    """Nobody who waits loses the place, and a crowd costs no memory."""
    queue.ask(MANY[0])
    await begun(bake, 1)
    for case in MANY[1 : PLACES + 1]:
        assert isinstance(queue.ask(case), Making)
    for case in MANY[PLACES + 1 :]:
        assert isinstance(queue.ask(case), Busy)
    assert isinstance(queue.ask(MANY[1]), Making)


async def test_a_case_that_nobody_asks_about_any_more_is_dropped(queue, bake, monkeypatch):
    """Whoever has closed the page waits for nothing; what has begun ends, for the next visitor."""
    monkeypatch.setattr(bake_queue, "FORGOTTEN", 0.2)
    queue.ask(MANY[0])
    await begun(bake, 1)
    queue.ask(MANY[1])
    for _ in range(10):
        queue.ask(MANY[2])
        await asyncio.sleep(0.05)
    bake.go.set()
    await begun(bake, 2)
    await answered(queue, MANY[2], Ready)
    assert isinstance(queue.ask(MANY[0]), Ready)
    assert bake.begun == [MANY[0], MANY[2]]


@pytest.mark.parametrize(
    ("failure", "no_room"),
    [
        (BakeError("it gave no reason"), False),
        (CacheFullError("full"), True),
        (RuntimeError("bad"), False),
    ],
)
async def test_a_failure_is_repeated_and_then_tried_again(
    queue, bake, monkeypatch, failure, no_room
):
    """Everybody who waits learns of it; the next visitor after a while has better luck."""
    bake.failure = failure
    bake.go.set()
    assert await answered(queue, OTHER, Failed) == Failed(no_room)
    assert queue.ask(OTHER) == Failed(no_room)
    assert len(bake.begun) == 1
    monkeypatch.setattr(bake_queue, "REPEATED", 0.0)
    bake.failure = None
    await answered(queue, OTHER, Ready)


async def test_who_waits_gets_the_scene(queue, bake):
    """A file that is asked for waits for its scene; others go on meanwhile."""
    waiting = asyncio.create_task(queue.made(OTHER))
    await begun(bake, 1)
    assert not waiting.done()
    bake.go.set()
    assert isinstance(await waiting, Ready)


async def test_beginning_and_end_of_a_bake_are_reported(queue, bake):
    """Painters give way."""
    reports = []
    queue.watch(reports.append)
    bake.go.set()
    queue.ask(OTHER)
    async with asyncio.timeout(10):
        while reports != [True, False]:
            await asyncio.sleep(0.01)


async def test_what_was_given_up_or_damaged_is_not_known(queue, cache):
    """A scene is what matches its checksums, and is still there."""
    kept(cache, OTHER)
    assert queue.find(OTHER)
    (cache.root / scene_key(OTHER) / "scene" / "manifest.json").unlink()
    assert queue.find(OTHER) is None
    kept(cache, MANY[-1])
    (cache.root / scene_key(MANY[-1]) / "scene" / PACKED).write_bytes(b"trunc")
    assert queue.find(MANY[-1]) is None


async def test_addresses_are_of_the_scenes_that_are_there(queue, cache):
    """A page may fetch each of them."""
    assert queue.addresses() == {}
    kept(cache, OTHER)
    assert queue.addresses() == {OTHER: f"/scene/{scene_key(OTHER)}.glb"}
    assert queue.case_of(scene_key(OTHER)) == OTHER
    assert queue.case_of(scene_key(Case(height_loss=0.2))) is None


def test_the_first_case_is_made_before_anybody_is_served(queue, bake, cache):
    """It tells how far it is, and is found at the next start."""
    reports = []

    def report(stage, share):
        reports.append((stage, share))
        bake.go.set()

    baked = queue.first(Case(), report)
    assert reports
    assert (baked.folder / PACKED).read_bytes() == b"scene"
    assert BakeQueue(cache, pytest.fail).first(Case(), pytest.fail) == baked


@needs_body
async def test_a_person_comes_after_all_cases_that_wait(queue, bake, monkeypatch):
    """Whenever it was asked for: without its scene it is of no use."""

    def make(companion, cache, key):
        bake.begun.append(companion)
        make_small_companion(companion, cache, key)

    monkeypatch.setattr(bake_queue, "make_companion", make)
    person, room = companions_of(OTHER)
    queue.ask(MANY[0])
    await begun(bake, 1)
    for wanted in (person, MANY[1], room, MANY[2]):
        assert queue.ask(wanted) == Making("waiting", 0.0, 1)
    bake.go.set()
    for wanted in (person, room):
        ready = await answered(queue, wanted, Ready)
        assert (ready.baked.folder / PACKED).read_text() == wanted.kind
    assert bake.begun[:3] == [MANY[0], MANY[2], MANY[1]]
    assert {*bake.begun[3:]} == {person, room}


@needs_body
async def test_a_person_is_made_once_and_known_by_its_key(queue, accompanied):
    """Who waits for it gets it; it is found again without work."""
    person, _ = companions_of(OTHER)
    first = await queue.made(person)
    assert isinstance(first, Ready)
    assert await queue.made(person) == first
    assert accompanied == [person]
    assert first.baked.key == companion_key(person)
    assert queue.companion_of(first.baked.key) == person
    assert queue.known(first.baked.key) == first.baked


@needs_body
async def test_a_person_that_cannot_be_made_is_told(queue, monkeypatch):
    """Whoever waits learns so, and the failure is repeated for a while."""

    def fail(*_):
        msg = "no"
        raise BakeError(msg)

    monkeypatch.setattr(bake_queue, "make_companion", fail)
    person, _ = companions_of(OTHER)
    assert await queue.made(person) == Failed(no_room=False) == queue.ask(person)


@needs_body
def test_a_case_names_what_accompanies_it(cache, bake):
    """Person and room, by addresses that change with what makes them."""
    queue = BakeQueue(cache, bake)
    keys = [companion_key(one) for one in companions_of(OTHER)]
    assert queue.companions(OTHER) == tuple(f"/companion/{key}.glb" for key in keys)
    assert queue.companions(Case(level="L2", shape="crush")) == queue.companions(OTHER)


def test_without_a_body_nothing_accompanies_a_case(cache, bake, no_body):
    """No address is named, and none leads anywhere."""
    queue = BakeQueue(cache, bake)
    assert not {address for case in MANY for address in queue.companions(case)}
    assert queue.companion_of("0" * 20) is None
