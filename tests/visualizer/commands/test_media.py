"""The commands ``stills`` and ``movie``: what they say, and what they leave."""

import io
import re
import signal
import subprocess
import sys
import time

import pytest
from PIL import Image
from rich.console import Console

import app
from scenes.paint import studio
from scenes.story.steps import STEPS
from tests import plain_painter
from visualizer.commands import cli

LAST = len(STEPS)
SMALL = "--size=320x180"


@pytest.fixture
def stand_in(monkeypatch):
    """Let painters paint plain colours, so that no OpenGL is needed."""
    plain_painter.stand_in(monkeypatch)


def ended(capsys, *arguments, code=2):
    """Run a command that fails, and return its one sentence."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(list(arguments))
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (code, "", 1)
    return said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stills"], "The following arguments are required: FOLDER"),
        (["film"], "invalid choice: 'film'"),
        (["stills", "x", "--views=guided,inside"], "got 'inside'"),
        (["stills", "x", "--steps=0"], f"steps are numbers from 1 to {LAST} like 1,3-5, got '0'"),
        (["stills", "x", "--steps=5-3"], "got '5-3'"),
        (["stills", "x", f"--steps={LAST + 1}"], f"got '{LAST + 1}'"),
        (["stills", "x", "--size=1920"], "from 320x180 to 7680x4320, got '1920'"),
        (["stills", "x", "--size=641x480"], "two even numbers like 1920x1080"),
        (["movie", "x.mp4", "--fps=0"], "frames per second are a number from 1 to 60, got '0'"),
        (["movie", "x.mp4", "--language=xx"], "invalid choice: 'xx'"),
        (["movie", "x.avi"], "must end in .mp4, got 'x.avi'"),
        (["--port=80", "movie", "x.mp4"], "--port is for serving the page, not for movie"),
        (["--remote", "stills", "x"], "--remote is for serving the page, not for stills"),
    ],
)
def test_wrong_use_is_one_sentence(capsys, monkeypatch, tmp_path, arguments, sentence):
    """The sentence names the value and what would be right, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    assert sentence in ended(capsys, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["stills", "movie"])
def test_each_command_explains_itself(capsys, command):
    """Every option of a command has its sentence, and the overview names the command."""
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    for option in {"stills": ("--views", "--steps"), "movie": ("--fps",)}[command]:
        assert option in said
    assert "--size" in said
    assert "--language" in said
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert re.search(rf"^ +{command} +write ", capsys.readouterr().out, re.MULTILINE)


def test_stills_are_written_and_reported(stand_in, capsys, tmp_path):
    """Chosen steps and views become files; off a terminal one sentence is all that is said."""
    cli.main(
        [
            "stills",
            str(tmp_path / "new"),
            SMALL,
            f"--steps=1,{LAST - 1}-{LAST}",
            "--views=side,guided",
        ]
    )
    said = capsys.readouterr()
    assert re.fullmatch(r"Wrote 6 pictures to .*new \(\d\.\d MB\) in \d+ s\.\n", said.err)
    names = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert names == [
        f"{step}-{view}.png"
        for step in ("01-person", f"{LAST - 1}-closing", f"{LAST}-result")
        for view in ("guided", "side")
    ]
    with Image.open(tmp_path / "new" / names[0]) as image:
        assert image.size == (320, 180)


def test_movie_is_written_and_reported(stand_in, capsys, tmp_path):
    """The whole walkthrough becomes one file, and nothing else is left."""
    cli.main(["movie", str(tmp_path / "walk.mp4"), SMALL, "--fps=1"])
    said = capsys.readouterr().err
    assert re.fullmatch(r"Wrote .*walk.mp4 \(\d min \d+ s, \d\.\d MB\) in \d+ s\.\n", said)
    assert [file.name for file in tmp_path.iterdir()] == ["walk.mp4"]


def test_progress_is_shown_on_a_terminal(stand_in, monkeypatch, tmp_path):
    """What is done, how far it is and the time left are shown, and gone in the end."""
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=100, highlight=False)
    monkeypatch.setattr(cli, "console", terminal)
    cli.main(["stills", str(tmp_path), SMALL])
    shown = screen.getvalue()
    assert "Building the model" in shown
    assert "left" in shown
    shares = [int(share) for share in re.findall(r"(\d+) %", shown)]
    assert shares == sorted(shares)
    assert shown.endswith(" s.\n")


def test_no_opengl_is_one_sentence(capsys, monkeypatch, tmp_path):
    """Where nothing can be drawn, nothing is left and the packages that help are named."""
    monkeypatch.setattr(studio, "drawing_failure", lambda: "Pictures cannot be drawn here.")
    assert ended(capsys, "movie", str(tmp_path / "a.mp4")) == "Pictures cannot be drawn here.\n"
    assert ended(capsys, "stills", str(tmp_path / "a")) == "Pictures cannot be drawn here.\n"
    assert list(tmp_path.iterdir()) == []


def test_killed_painter_is_one_sentence(stand_in, capsys, monkeypatch, tmp_path):
    """A painter that dies ends the command with code 2, and the movie's place stays free."""
    monkeypatch.setattr(studio, "_open", plain_painter.nobody)
    said = ended(capsys, "movie", str(tmp_path / "a.mp4"), SMALL)
    assert said == "The picture could not be painted: the painter has ended.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.drawing
def test_interrupted_program_leaves_nothing(tmp_path, sign):
    """Ctrl+C, or a plain kill, in the middle: one word, and neither file nor process is left."""
    command = [sys.executable, app.__file__, "movie", str(tmp_path / "a.mp4"), SMALL]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob("*a.mp4*")) and program.poll() is None:
        time.sleep(0.05)
    program.send_signal(sign)
    said = program.communicate(timeout=30)[1]
    assert (program.returncode, said) == (130, "Stopped.\n")
    assert list(tmp_path.iterdir()) == []
