"""A command that can be told to pause, and that outlives nobody."""

import subprocess
import sys

import psutil
import pytest

from scenes.paint.pausing import GO_ON, PAUSE
from tests.visualizer.baking import until

PAUSING = (sys.executable, "-m", "scenes.paint.pausing", "0")
SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
# Says what it is told to, and then nothing for a minute.
SPEAKER = f"""
import subprocess, time
child = subprocess.Popen({[*PAUSING, *SLEEP]!r}, stdin=subprocess.PIPE, text=True)
child.stdin.write({PAUSE + chr(10)!r})
child.stdin.flush()
time.sleep(60)
"""


@pytest.fixture
def pausing():
    """Run a command that only waits."""
    with subprocess.Popen([*PAUSING, *SLEEP], stdin=subprocess.PIPE, text=True) as process:
        yield process


def say(process, words):
    """Say something to it."""
    process.stdin.write(f"{words}\n")
    process.stdin.flush()


def command_of(process):
    """Wait for the command to be started, and return its process."""
    until(psutil.Process(process.pid).children)
    (command,) = psutil.Process(process.pid).children()
    return command


def status_becomes(command, status):
    """Wait until the command stands still, or does not."""
    until(lambda: command.status() == status)


@pytest.mark.parametrize("code", [0, 3])
def test_it_ends_as_its_command_does(code):
    """Output and exit code come through, although nobody has stopped listening."""
    command = [*PAUSING, sys.executable, "-c", f"print('painted'); raise SystemExit({code})"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout.read() == "painted\n"
        assert process.stderr.read() == ""
        assert process.wait() == code


def test_it_pauses_and_goes_on(pausing):
    """As often as it is told, and telling twice does no harm."""
    command = command_of(pausing)
    for words in (PAUSE, PAUSE, GO_ON, PAUSE, GO_ON, GO_ON):
        say(pausing, words)
        stopped = words == PAUSE
        status_becomes(command, psutil.STATUS_STOPPED if stopped else psutil.STATUS_SLEEPING)


@pytest.mark.parametrize("words", [PAUSE, GO_ON])
def test_it_ends_when_nobody_speaks_to_it_any_more(pausing, words):
    """Closing its input is the way to end it, whether it is paused or not."""
    command = command_of(pausing)
    say(pausing, words)
    pausing.stdin.close()
    pausing.wait()
    assert not command.is_running()


def test_a_killed_speaker_leaves_nothing_behind():
    """Also a command that stands still, and so could not notice by itself."""
    with subprocess.Popen([sys.executable, "-c", SPEAKER]) as speaker:
        until(psutil.Process(speaker.pid).children)
        (pausing,) = psutil.Process(speaker.pid).children()
        command = command_of(pausing)
        status_becomes(command, psutil.STATUS_STOPPED)
        speaker.kill()
    until(lambda: not command.is_running())
    until(lambda: not pausing.is_running())
