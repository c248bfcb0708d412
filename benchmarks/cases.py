"""What it costs to show a case that nobody has asked for, and one that somebody has."""

import json
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.figures import Figure
from benchmarks.servers import Server, answer_time, app, running
from scenes.cache import Cache
from scenes.case import CHOICES, Case
from visualizer.bakery import prepare

ASKS: Final = 100
CROWD: Final = 10
"""Different cases that are asked for at once."""
BAKE_LIMIT: Final = 180.0
BETWEEN_ASKS: Final = 0.3
"""Seconds after which the page asks again."""


def measure(cache: Path) -> list[Figure]:
    """Measure bakes without a server, then questions to one.

    Parameters
    ----------
    cache : pathlib.Path
        Cache that has the default case.

    """
    cold, warm = bake_times()
    with running(app(cache)) as server:
        first, _ = ask(server, "")
        hits = [ask(server, "")[0] for _ in range(ASKS)]
        figures = crowd(server)
    return [
        Figure("bake of an unknown case, nothing shared yet", cold, "s", 8),
        Figure("bake of another one, shared parts at hand", warm, "s"),
        Figure("known case, first question after the start", first, "s", 0.3),
        Figure("known case, median", statistics.median(hits), "s", 0.3),
        Figure("known case, 95th percentile", sorted(hits)[int(0.95 * ASKS)], "s", 0.3),
        *figures,
    ]


def bake_times() -> tuple[float, float]:
    """Return the seconds of a bake into an empty cache, and of another case after it."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for shape in ("biconcave", "crush"):
            begin = time.perf_counter()
            prepare(Case(level="L2", shape=shape), Cache(Path(folder)), lambda *_: None)
            times.append(time.perf_counter() - begin)
    return times[0], times[1]


def crowd(server: Server) -> list[Figure]:
    """Measure many people who each want another case, until the first has it."""
    families = product(*CHOICES.values())
    queries = [f"?{urlencode(dict(zip(CHOICES, one, strict=True)))}" for one in families][-CROWD:]
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
