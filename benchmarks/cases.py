"""What it costs to show a case that nobody has asked for, and one that somebody has."""

import json
import statistics
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import psutil

from benchmarks.figures import Figure
from benchmarks.servers import Server, answer_time, app, memory_of, running
from scenes.store.cache import Cache
from scenes.story.case import CHOICES, Case
from visualizer.making.bakery import prepare
from visualizer.making.spare import Spare, Worker

ASKS: Final = 100
CROWD: Final = 10
"""Different cases that are asked for at once."""
BAKE_LIMIT: Final = 180.0
BETWEEN_ASKS: Final = 0.3
"""Seconds after which the page asks again."""
BETWEEN_CHOICES: Final = 1.5
"""Seconds between two choices of somebody who sets a case up."""
BETWEEN_LOOKS: Final = 0.1
"""Seconds between two looks at the worker's memory: each takes a hundredth, of the same cores."""
READY: Final = 8.0
"""Seconds in which a worker that was called has surely got ready."""
ONE_NEEDLE: Final = Case(level="L2", shape="biconcave", approach="unipedicular")
BAKES: Final = (
    ("bake of the usual case, nothing cached", Case(), False, 8.0),
    ("then another bone, kind and number of needles", ONE_NEEDLE, False, 6.0),
    ("the next bone, a worker being ready", replace(ONE_NEEDLE, level="L3"), True, 6.0),
    ("that bone, another kind", replace(ONE_NEEDLE, level="L3", shape="crush"), True, 6.0),
    ("that bone, two needles", Case(level="L3"), True, 6.0),
)
"""What is baked one after another, whether a worker is ready, and the seconds it may take."""


def measure(cache: Path) -> list[Figure]:
    """Measure bakes without a server, then questions to one.

    Parameters
    ----------
    cache : pathlib.Path
        Cache that has the default case.

    """
    baked = bakes()
    with running(app(cache)) as server:
        first, _ = ask(server, "")
        hits = [ask(server, "")[0] for _ in range(ASKS)]
        wishes = [opened(server), chosen(server)]
        figures = crowd(server)
    return [
        *baked,
        *wishes,
        Figure("known case, first question after the start", first, "s", 0.3),
        Figure("known case, median", statistics.median(hits), "s", 0.3),
        Figure("known case, 95th percentile", sorted(hits)[int(0.95 * ASKS)], "s", 0.3),
        *figures,
    ]


def bakes() -> list[Figure]:
    """Measure bakes one after another into one cache that begins empty."""
    figures, largest = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        spare = Spare(cache)
        for what, case, is_ready, budget in BAKES:
            if is_ready:
                spare.call()
                time.sleep(READY)
            else:
                spare.close()
                spare = Spare(cache)
            watch = Watch()
            begin = time.perf_counter()
            prepare(case, cache, lambda *_: None, watch.follow, spare)
            figures.append(Figure(what, time.perf_counter() - begin, "s", budget))
            largest = max(largest, watch.end())
        spare.close()
    return [*figures, Figure("memory of the worker, at most", largest, "MB")]


class Watch:
    """Notes how much memory a process and its children have at most."""

    def __init__(self) -> None:
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._worker: psutil.Process | None = None

    def follow(self, worker: Worker) -> None:
        """Begin to watch."""
        self._worker = psutil.Process(worker.pid)
        self._thread.start()

    def end(self) -> float:
        """Return the most that was seen, in MB."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while self._worker is not None and not self._over.wait(BETWEEN_LOOKS):
            with suppress(psutil.NoSuchProcess):
                self._most = max(self._most, memory_of(self._worker))


def opened(server: Server) -> Figure:
    """Measure how long the scene takes that a link asks for, from the request for its page."""
    query = _query("T12", "crush", "bipedicular")
    begin = time.perf_counter()
    page = urllib.request.Request(
        f"{server.address}/?case=1&level=T12&shape=crush", headers={"Sec-Fetch-Dest": "document"}
    )
    with urllib.request.urlopen(page, timeout=30) as answer:
        answer.read()
    _wait_for(server, query)
    seconds = time.perf_counter() - begin
    return Figure("link to an unknown case, from its page to its scene", seconds, "s", 6.0)


def chosen(server: Server) -> Figure:
    """Measure how long the last of three choices takes, made one soon after another."""
    # Opening the choices asks for what is shown.
    ask(server, "")
    time.sleep(READY)
    choices = [
        _query("L3", "wedge", "bipedicular"),
        _query("L3", "biconcave", "bipedicular"),
        _query("L3", "biconcave", "unipedicular"),
    ]
    before = ""
    for choice in choices:
        begin = time.perf_counter()
        ask(server, f"{choice}&{urlencode({'instead': before})}" if before else choice)
        before = choice.removeprefix("?")
        while choice != choices[-1] and time.perf_counter() - begin < BETWEEN_CHOICES:
            time.sleep(BETWEEN_ASKS)
            ask(server, choice)
    _wait_for(server, choices[-1])
    seconds = time.perf_counter() - begin
    note = f"one every {BETWEEN_CHOICES:g} s"
    return Figure("bone, kind and needles chosen, from the last choice", seconds, "s", 6.0, note)


def _query(level: str, shape: str, approach: str) -> str:
    return f"?{urlencode({'level': level, 'shape': shape, 'approach': approach})}"


def _wait_for(server: Server, query: str) -> None:
    """Ask as the page does until a case is there."""
    while ask(server, query)[1]["state"] == "baking":
        time.sleep(BETWEEN_ASKS)


def crowd(server: Server) -> list[Figure]:
    """Measure many people who each want another case, until the first has it."""
    shapes, approaches = CHOICES["shape"], CHOICES["approach"]
    queries = [_query(*family) for family in product(("L1", "L2"), shapes, approaches)][-CROWD:]
    begin = time.perf_counter()
    answers = [ask(server, query) for query in queries]
    states = Counter(answer["state"] for _, answer in answers)
    polls, pages, memory = [], [], 0.0
    while time.perf_counter() - begin < BAKE_LIMIT:
        seconds, answer = ask(server, queries[0])
        if answer["state"] != "baking":
            break
        polls.append(seconds)
        pages.append(answer_time(server.address))
        memory = max(memory, server.memory())
        time.sleep(BETWEEN_ASKS)
    note = f"{CROWD} cases at once: {states['baking']} have a place, {states['busy']} come back"
    return [
        Figure("unknown case, first answer", max(seconds for seconds, _ in answers), "s", 0.3),
        Figure("first of a crowd has its case", time.perf_counter() - begin, "s", None, note),
        Figure("progress while baking, median", _median(polls), "s", 0.3),
        Figure("page answered while baking, median", _median(pages), "s", 0.1),
        Figure("memory of server and worker, at most", memory, "MB"),
    ]


def ask(server: Server, query: str) -> tuple[float, dict[str, Any]]:
    """Ask for a case, and return the seconds and the answer."""
    begin = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{server.address}/case{query}", timeout=30) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            body = error.read()
    seconds = time.perf_counter() - begin
    told: dict[str, Any] = json.loads(body)
    return seconds, told


def _median(times: list[float]) -> float | None:
    return statistics.median(times) if times else None
