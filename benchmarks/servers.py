"""Start a server as a child process and watch what it uses."""

import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import psutil

ROOT: Final = Path(__file__).parent.parent
ADDRESS: Final = re.compile(r"http://[\w.]+:\d+")
# Compiled modules are kept between starts, as they are unless someone switches that off.
ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
START_LIMIT: Final = 180.0
"""Seconds that a server may take to say its address."""
STOP_LIMIT: Final = 10.0


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes
    ----------
    address : str
        Without a slash at the end.

    started_in : float
        Seconds from the start of the process to its address.

    process : psutil.Process
        The process that listens.

    """

    address: str
    started_in: float
    process: psutil.Process

    def memory(self) -> float:
        """Return the resident memory of the process and its children in MB."""
        return memory_of(self.process)

    def cpu_seconds(self) -> float:
        """Return the processor time that the process and its children have used."""
        total = 0.0
        for member in (self.process, *self.process.children(recursive=True)):
            times = member.cpu_times()
            total += times.user + times.system
        return total


def memory_of(process: psutil.Process) -> float:
    """Return the resident memory of a process and its children in MB."""
    family = (process, *process.children(recursive=True))
    return float(sum(member.memory_info().rss for member in family)) / 1e6


@contextmanager
def running(arguments: Sequence[str]) -> Iterator[Server]:
    """Run a Python program that serves a page and prints its address.

    Parameters
    ----------
    arguments : sequence of str
        Arguments of the interpreter.

    Yields
    ------
    Server
        Stopped at the end.

    Raises
    ------
    RuntimeError
        If no address came in time; the message ends with the program's last words.

    """
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-u", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as child:
        try:
            output = _Output(child.stdout)
            address = output.address(START_LIMIT)
            yield Server(address, time.perf_counter() - begin, psutil.Process(child.pid))
        finally:
            _stop(child)


def app(cache: Path, *options: str) -> Sequence[str]:
    """Return the arguments that start the walkthrough on a free port."""
    return ("app.py", "--no-browser", "--port", "0", "--cache-dir", str(cache), *options)


def answer_time(address: str) -> float:
    """Return the seconds until a server has answered with its page."""
    begin = time.perf_counter()
    with urllib.request.urlopen(address, timeout=30) as answer:
        answer.read()
    return time.perf_counter() - begin


class _Output:
    """Reads a child's output to its end, so that it never blocks, and finds the address in it."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._lines: list[str] = []
        self._found = threading.Event()
        self._address = ""
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def address(self, limit: float) -> str:
        self._found.wait(limit)
        if not self._address:
            msg = f"no address within {limit:g} s; last words: {' / '.join(self._lines[-3:])}"
            raise RuntimeError(msg)
        return self._address

    def _read(self, stream: IO[str] | None) -> None:
        for line in stream or ():
            self._lines = [*self._lines[-20:], line.strip()]
            match = ADDRESS.search(line)
            if match and not self._address:
                self._address = match.group()
                self._found.set()
        self._found.set()


def _stop(child: subprocess.Popen[str]) -> None:
    child.terminate()
    try:
        child.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        child.kill()
