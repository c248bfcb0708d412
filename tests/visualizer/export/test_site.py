"""The static site on the disk: whole, relative, and written all at once."""

import re
from html import unescape
from pathlib import Path

import pytest

from scenes.file.key import picture_key, scene_key
from scenes.store.cache import Cache
from scenes.story.case import Case
from visualizer.commands import cli
from visualizer.content import load_contents
from visualizer.export import site_folder as site_module
from visualizer.export import site_pages
from visualizer.export.edition import Edition
from visualizer.export.single_file import ExportError
from visualizer.export.site_folder import write_site
from visualizer.page import assets

CONTENTS = load_contents()
OTHER = Case(level="L2")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Make a cache with a made-up scene and its pictures."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    key = scene_key(Case())
    with cache.writing(key, "scene") as folder:
        (folder / "scene.pack.glb").write_bytes(b"scene")
        (folder / "scene.pack.glb.br").write_bytes(b"small scene")
    with cache.writing(picture_key(Case()), "stills") as folder:
        for name in site_module.PICTURES:
            (folder / f"{name}.webp").write_bytes(name.encode())
    return cache


@pytest.fixture(scope="module")
def editions(cache):
    """Make two cases, the second in a folder of its own."""
    key = scene_key(Case())
    scene = Scene(key, cache.entry(key, "scene"))
    stills = cache.entry(picture_key(Case()), "stills")
    return [
        Edition(scene=scene, stills=stills),
        Edition(scene=Scene("other", scene.folder), stills=stills, case=OTHER, name="two-bones"),
    ]


class Scene:
    """Stands for a baked scene."""

    bytes = 5

    def __init__(self, key, folder):
        self.key = key
        self.folder = folder


def refused(capsys, *arguments):
    """Export with these arguments and return the one sentence that is said."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["export", *map(str, arguments)])
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    return said.err


def asked_by(page):
    """Return every address that a page names, in its markup and in what it carries."""
    text = unescape(page.read_text()).replace('\\"', '"')
    marked = re.findall(r'\s(?:src|href|source|data-scene)="([^"#{$]+)"', text)
    carried = re.findall(r'"((?:\.\./)?stills/[^"]+)"', text)
    return {address for address in marked + carried if not address.startswith(("data:", "'"))}


def test_every_address_leads_to_a_file(editions, cache, tmp_path):
    """Nothing is missing and nothing is absolute, in the folder of each case."""
    write_site(tmp_path / "site", editions, CONTENTS, assets.collect(cache.root / "assets"))
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 2 * 2 * 3 + 2
    for page in pages:
        if page.name.startswith("kyphoplasty."):
            continue
        asked = asked_by(page)
        assert len(asked) > 5
        for address in asked:
            assert (page.parent / address).is_file(), (page.name, address)


def test_the_command_writes_the_languages_asked_for(capsys, cache, tmp_path):
    """The first language opens the site; a language that was not asked for is not offered."""
    folder = tmp_path / "site"
    cli.main(["export", str(folder), "--lang=es", f"--cache-dir={cache.root}"])
    assert f"Wrote {folder} (" in capsys.readouterr().err
    pages = {page.name for page in folder.glob("*.html")}
    assert pages == {"index.html", "handout.es.html", "kyphoplasty.es.html"}
    assert 'data-language="' not in (folder / "index.html").read_text()
    assert not list(folder.glob(".*"))


def test_files_that_may_be_kept_for_ever_are_named_by_content(cache, tmp_path):
    """Styles, scripts and scenes lie under hashes, each with its compressed copies."""
    cli.main(["export", str(tmp_path), "--lang=en", f"--cache-dir={cache.root}"])
    packed = {file.name for file in (tmp_path / "assets").rglob("*") if file.is_file()}
    assert {"viewer.js", "viewer.js.br", "viewer.js.gz", "style.css.gz"} <= packed
    assert not {"client.js", "alone.js"} & packed
    assert all(re.fullmatch(r"[0-9a-f]{12}", f.name) for f in (tmp_path / "assets").iterdir())
    (scene,) = (tmp_path / "scene").glob("*.glb")
    assert scene.with_name(scene.name + ".br").read_bytes() == b"small scene"


def test_a_file_of_that_name_is_refused(capsys, tmp_path):
    """The sentence names it, and it stays as it is."""
    (tmp_path / "site").write_text("mine")
    said = refused(capsys, tmp_path / "site")
    assert said.startswith(f"{tmp_path / 'site'} is a file; name a folder")
    assert (tmp_path / "site").read_text() == "mine"


def test_what_fails_leaves_nothing(capsys, monkeypatch, cache, tmp_path):
    """A site that cannot be finished is not begun: not even its folder is there."""

    def fail(*_):
        msg = "The file would have 9.9 MB."
        raise ExportError(msg)

    monkeypatch.setattr(site_pages, "single_file", fail)
    said = refused(capsys, tmp_path / "site", f"--cache-dir={cache.root}")
    assert said == "The file would have 9.9 MB.\n"
    assert not (tmp_path / "site").exists()


def test_pages_appear_last(editions, cache, tmp_path):
    """Whoever opens a page while the site is copied finds all that it asks for."""
    own = assets.collect(cache.root / "assets")
    written = write_site(Path(tmp_path / "site"), editions, CONTENTS, own)
    kinds = [file.suffix == ".html" for file in written]
    assert kinds == sorted(kinds)
