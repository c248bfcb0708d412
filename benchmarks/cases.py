"""What it costs to show a case that nobody has asked for, and one that somebody has."""

import json
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import psutil

from benchmarks.figures import Figure
from benchmarks.servers import Server, answer_time, app, memory_of, running
from scenes.file.key import scene_key
from scenes.store.cache import Cache
from scenes.store.workers import end_pool, worker_pool
from scenes.story.case import CHOICES, Case
from visualizer.making.scenes import load_maker, make_scene

ASKS: Final = 100
CROWD: Final = 10
"""Different cases that are asked for at once."""
BAKE_LIMIT: Final = 180.0
BETWEEN_ASKS: Final = 0.3
"""Seconds after which the page asks again."""
BETWEEN_CHOICES: Final = 1.5
"""Seconds between two choices of somebody who sets a case up."""
ONE_NEEDLE: Final = Case(level="L2", shape="biconcave", approach="unipedicular")
NEW: Final = 8.0
KNOWN: Final = 0.6
"""Seconds that a case may take that nobody has asked for, and one that is there."""
BAKES: Final = (
    ("bake of the usual case, nothing cached, with its worker's start", Case(), 12.0),
    ("then another bone, kind and number of needles", ONE_NEEDLE, NEW),
    ("the next bone", replace(ONE_NEEDLE, level="L3"), NEW),
    ("that bone, another kind", replace(ONE_NEEDLE, level="L3", shape="crush"), NEW),
    ("that bone, two needles", Case(level="L3"), NEW),
)
"""What one worker bakes one after another, and the seconds it may take."""


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
        Figure("known case, first question after the start", first, "s", KNOWN),
        Figure("known case, median", statistics.median(hits), "s", KNOWN),
        Figure("known case, 95th percentile", sorted(hits)[int(0.95 * ASKS)], "s", KNOWN),
        *figures,
    ]


def bakes() -> list[Figure]:
    """Measure bakes one after another into one cache that begins empty."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        cache, pool = Cache(Path(folder)), worker_pool(1, load_maker)
        for what, case, budget in BAKES:
            begin = time.perf_counter()
            pool.submit(make_scene, case, cache, scene_key(case)).result()
            figures.append(Figure(what, time.perf_counter() - begin, "s", budget))
        (worker,) = (pool._processes or {}).keys()
        memory = memory_of(psutil.Process(worker))
        end_pool(pool)
    return [*figures, Figure("memory of the worker after five bakes", memory, "MB")]


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
    return Figure("link to an unknown case, from its page to its scene", seconds, "s", NEW)


def chosen(server: Server) -> Figure:
    """Measure how long the last of three choices takes, made one soon after another."""
    choices = [
        _query("L3", "wedge", "bipedicular"),
        _query("L3", "biconcave", "bipedicular"),
        _query("L3", "biconcave", "unipedicular"),
    ]
    for choice in choices:
        begin = time.perf_counter()
        ask(server, choice)
        while choice != choices[-1] and time.perf_counter() - begin < BETWEEN_CHOICES:
            time.sleep(BETWEEN_ASKS)
            ask(server, choice)
    _wait_for(server, choices[-1])
    seconds = time.perf_counter() - begin
    note = f"one every {BETWEEN_CHOICES:g} s"
    return Figure("bone, kind and needles chosen, from the last choice", seconds, "s", NEW, note)


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
    document: dict[str, Any] = json.loads(body)
    return seconds, document


def _median(times: list[float]) -> float | None:
    return statistics.median(times) if times else None
