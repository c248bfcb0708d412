"""The command ``export``: what it writes, what it refuses, and what it leaves."""

import base64
import gzip
import io
import json
import re
import signal
import subprocess
import sys
import time

import pytest
from rich.console import Console

import app
from scenes.file.key import picture_key, scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from scenes.story.steps import STEPS
from tests.visualizer.baking import PlainStudio
from visualizer.commands import cli
from visualizer.commands import export_command as command
from visualizer.content import load_contents
from visualizer.export import single_file
from visualizer.export.edition import Edition
from visualizer.export.single_file import ExportError
from visualizer.making.scenes import Baked
from visualizer.page import assets

CONTENTS = load_contents()
CASE = Case()


@pytest.fixture
def filled(tmp_path):
    """Make a cache with a made-up scene and two pictures."""
    cache = Cache(tmp_path / "cache")
    key = scene_key(CASE)
    with cache.writing(key, "scene") as folder:
        (folder / "scene.pack.glb").write_bytes(b"scene")
    with cache.writing(picture_key(CASE), "stills") as folder:
        for name in [f"{step:02d}" for step in range(len(STEPS))] + ["bone_healthy", "bone_weak"]:
            (folder / f"{name}.webp").write_bytes(b"RIFF....WEBP" + name.encode())
    return cache


@pytest.fixture
def place(tmp_path):
    """Return an empty folder to write to."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def refused(capsys, *arguments):
    """Export with these arguments and return the one sentence that is said."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["export", *map(str, arguments)])
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    return said.err


@pytest.mark.parametrize("name", ["page.pdf", "", "page.htm"])
def test_a_wrong_ending_is_named(capsys, name):
    """The sentence repeats the name and tells what can be written."""
    said = refused(capsys, name)
    assert f"export to FILE.html, FILE.glb or a folder, got '{name}'" in said


def test_a_wrong_language_is_named(capsys, place):
    """The sentence repeats the language and tells those that there are."""
    said = refused(capsys, place / "page.html", "--lang=en,fr")
    assert "there are words in en, es, got 'fr'" in said


def test_one_file_speaks_one_language(capsys, place, filled):
    """Two languages for a file are refused before any work, and nothing is left."""
    said = refused(capsys, place / "a.html", "--lang=en,es", f"--cache-dir={filled.root}")
    assert said.startswith("One file speaks one language, got en, es")
    assert list(place.iterdir()) == []


def test_an_unwritable_target_is_refused_before_any_work(capsys, monkeypatch, tmp_path, filled):
    """A folder that is missing: one sentence, and the model is not even looked for."""
    monkeypatch.setattr(command, "make_scene", None)
    said = refused(capsys, tmp_path / "no" / "page.html", f"--cache-dir={filled.root}")
    assert said == f"The folder {tmp_path / 'no'} does not exist; make it first.\n"


def test_serving_options_do_not_go_with_it(capsys):
    """An option that would have no effect is refused."""
    with pytest.raises(SystemExit):
        cli.main(["--port=1", "export", "page.html"])
    assert "--port is for serving the page, not for export" in capsys.readouterr().err


@pytest.mark.parametrize("language", CONTENTS)
def test_the_file_asks_nobody(capsys, place, filled, language):
    """No address in it leads out of it, and its policy lets none through."""
    cli.main(["export", str(place / "a.html"), f"--lang={language}", f"--cache-dir={filled.root}"])
    assert re.fullmatch(r"Wrote \S+a\.html \(\d\.\d MB\) in \d+ s\.\n", capsys.readouterr().err)
    assert [file.name for file in place.iterdir()] == ["a.html"]
    page = (place / "a.html").read_text()
    assert f'<html lang="{language}"' in page
    assert CONTENTS[language].page.disclaimer in page
    assert CONTENTS[language].call[0].items[0].text in page
    addresses = re.findall(r'\s(?:src|href|action|poster)="([^"]*)"', page)
    assert {address.partition(":")[0] for address in addresses} <= {"data", "#words"}
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in policy
    assert "unsafe-inline" not in policy


def test_each_still_is_in_the_file_once(place, filled):
    """Without scripts and with them the same pictures are read; the first opens the page."""
    cli.main(["export", str(place / "a.html"), f"--cache-dir={filled.root}"])
    pictures = re.findall(r"data:image/webp;base64,([\w+/=]+)", (place / "a.html").read_text())
    assert len(pictures) == len(STEPS) + 1 + 2
    assert len(set(pictures)) == len(STEPS) + 2


def test_person_and_room_go_along(monkeypatch, place, filled):
    """Both are in the file, and the page's state says where."""
    monkeypatch.setattr(command, "has_body", lambda: True)

    def made(companion, cache, key):
        with cache.writing(key, "scene") as folder:
            (folder / "scene.pack.glb").write_bytes(companion.kind.encode())
        return Baked(key, cache.root / key / "scene")

    monkeypatch.setattr(command, "make_companion", made)
    monkeypatch.setattr(command, "companion_key", lambda one: f"{one.kind}-of-the-case")
    cli.main(["export", str(place / "page.html"), f"--cache-dir={filled.root}"])
    page = (place / "page.html").read_text()
    assert json.loads(page.split('id="carried">')[1].split("</script>")[0])["state"][
        "companions"
    ] == ["#companion_0", "#companion_1"]
    for place_in_list, kind in enumerate(("person", "room")):
        (packed,) = re.findall(rf'id="companion_{place_in_list}" data-scene>(.*?)<', page)
        assert gzip.decompress(base64.b64decode(packed)) == kind.encode()


def test_pictures_give_way_where_room_is_short(monkeypatch, filled):
    """A file that grows too large keeps its first still; one that is still too large is refused."""
    key = scene_key(CASE)
    edition = Edition(
        scene=Scene(filled.entry(key, "scene")), stills=filled.entry(picture_key(CASE), "stills")
    )
    own = assets.collect(filled.root / "assets")
    whole = single_file.single_file(edition, CONTENTS["en"], own)
    monkeypatch.setattr(single_file, "LARGEST", len(whole) - 1)
    less = single_file.single_file(edition, CONTENTS["en"], own)
    assert less.count(b"data:image/webp") == 2
    monkeypatch.setattr(single_file, "LARGEST", len(less) - 1)
    with pytest.raises(ExportError, match="MB is the most; export to a folder instead"):
        single_file.single_file(edition, CONTENTS["en"], own)


def test_without_drawing_there_are_words_and_the_model(capsys, monkeypatch, place, tmp_path):
    """Where no picture can be painted, one sentence says so and the file is written."""
    cache = Cache(tmp_path / "bare")
    with cache.writing(scene_key(CASE), "scene") as folder:
        (folder / "scene.pack.glb").write_bytes(b"scene")

    class FailingStudio(PlainStudio):
        def stills(self, names):
            yield from super().stills(names[:1])
            msg = "Install libegl1."
            raise command.DrawingError(msg)

    monkeypatch.setattr(command, "Studio", FailingStudio)
    cli.main(["export", str(place / "a.html"), f"--cache-dir={cache.root}"])
    assert "The export has no still pictures. Install libegl1.\n" in capsys.readouterr().err
    page = (place / "a.html").read_text()
    assert "data:image/webp" not in page
    assert CONTENTS["en"].steps[-1].title in page
    assert cache.entry(picture_key(CASE), "stills") is None


def test_progress_is_shown_on_a_terminal(monkeypatch, place, tmp_path):
    """What is done and how far it is only grows, and is gone in the end."""
    cache = Cache(tmp_path / "bare")
    with cache.writing(scene_key(CASE), "scene") as folder:
        (folder / "scene.pack.glb").write_bytes(b"scene")

    def make(_case, _cache, _key, report):
        for share in (0.0, 0.5, 1.0):
            report("bones", share)
        return Scene(cache.entry(scene_key(CASE), "scene"))

    monkeypatch.setattr(command, "make_scene", make)
    monkeypatch.setattr(command, "Studio", PlainStudio)
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=100, highlight=False)
    monkeypatch.setattr(cli, "console", terminal)
    cli.main(["export", str(place / "a.html"), f"--cache-dir={cache.root}"])
    shown = screen.getvalue()
    assert "Looking for the model" in shown
    shares = [int(share) for share in re.findall(r"(\d+) %", shown)]
    assert shares == sorted(shares)
    assert shown.endswith(" s.\n")


def test_interrupted_export_leaves_nothing(place, tmp_path):
    """Told to end in the middle of its work: one word, and no file is left."""
    command = [sys.executable, app.__file__, "export", str(place / "a.html")]
    command += [f"--cache-dir={tmp_path / 'new'}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        while not list((tmp_path / "new").glob("*/.unfinished*")) and program.poll() is None:
            time.sleep(0.05)
        program.send_signal(signal.SIGTERM)
        said = program.communicate(timeout=30)[1]
    assert (program.returncode, said) == (130, "Stopped.\n")
    assert list(place.iterdir()) == []


async def test_the_page_gives_the_file(http):
    """A visitor saves it under a name of its own; a wrong language gets the usual one."""
    for language, query in (("es", "?lang=es"), ("en", "?lang=xx")):
        async with http.get(f"/walkthrough.html{query}") as response:
            assert response.status == 200
            name = response.headers["Content-Disposition"]
            assert name == f'attachment; filename="kyphoplasty.{language}.html"'
            text = (await response.read()).decode()
        assert f'<html lang="{language}"' in text


class Scene:
    """Stands for a baked scene."""

    key = "0123abcd"
    bytes = 5

    def __init__(self, folder):
        self.folder = folder
