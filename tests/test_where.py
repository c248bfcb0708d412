"""``docs/where.md`` leads to places that exist, and to all of them."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "where.md").read_text("utf-8")
QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", GUIDE)))
PATHS = [one for one in QUOTED if re.fullmatch(r"[\w.]+(/[\w.]+)+/?", one)]
NAMES = [one for one in QUOTED if re.fullmatch(r"(meshes|scenes|visualizer)(\.\w+)+", one)]
SCRIPTS = ROOT / "visualizer" / "viewer" / "src"


def rooms():
    """Return the folders that hold code, relative to the repository, but for the top ones."""
    packages = (
        file.parent
        for top in ("meshes", "scenes", "visualizer")
        for file in (ROOT / top).rglob("__init__.py")
        if "node_modules" not in file.parts and file.parent != ROOT / top
    )
    folders = (file.parent for file in SCRIPTS.rglob("*.ts"))
    above = SCRIPTS / "page"
    return {str(one.relative_to(ROOT)) for one in {*packages, *folders, above} - {SCRIPTS}}


def found(name):
    """Return what a dotted name stands for: the module first, then what is in it."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            value = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[count:]:
            value = getattr(value, attribute)
        return value
    raise ModuleNotFoundError(name)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_exists(path):
    """Whoever follows the guide finds the file or the folder."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_name_exists(name):
    """Whoever looks for a table finds it in that module."""
    assert found(name) is not None


def test_every_room_is_named_once():
    """The table has each folder of code in one row, and no other."""
    rows = re.findall(r"^\| `([^`]+)` \|", GUIDE, flags=re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == rooms()


@pytest.mark.parametrize("part", GUIDE.split("\n## ")[1:-1], ids=lambda part: part.split("\n")[0])
def test_every_answer_is_short(part):
    """Each names at least one file, in a handful of lines."""
    assert any(path in part for path in PATHS)
    assert len(part.strip().splitlines()) <= 7


def test_it_can_be_found():
    """Both pages that a newcomer opens first lead here."""
    assert "(docs/where.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(docs/where.md)" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
