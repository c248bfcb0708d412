"""Names say what a thing is, and no two files of one name do different things."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("meshes", "scenes", "visualizer")
SCRIPTS = ROOT / "visualizer" / "viewer" / "src"
RIDDLES = {"told", "tell", "tells", "telling", "kindly", "oven", "spare"}
"""Words of a story, which say nothing about what a thing is."""
NO_CODE = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*" | `(?:[^`\\]|\\.)*` """,
    re.DOTALL | re.VERBOSE,
)
"""Strings and comments of TypeScript."""
SHARED_NAMES: dict[str, str] = {}
"""Names that two files may have, with the reason."""


def sources(suffix):
    """List our files of a kind, without what is built or brought in."""
    folders = [SCRIPTS] if suffix == ".ts" else [ROOT / package for package in PACKAGES]
    files = sorted(file for folder in folders for file in folder.rglob(f"*{suffix}"))
    return [file for file in files if not {"node_modules", "dist"} & set(file.parts)]


def python_names(text):
    """List all identifiers of a Python module: what it defines, assigns, takes and reads."""
    names = []
    for node in ast.walk(ast.parse(text)):
        for part in ("id", "attr", "arg", "name", "asname"):
            name = getattr(node, part, None)
            names += name.split(".") if isinstance(name, str) else []
    return names


def script_names(text):
    """List all words of TypeScript but for those in strings and comments; code in strings stays."""
    code = NO_CODE.sub(lambda found: " ".join(re.findall(r"\$\{(.*?)\}", found[0])), text)
    return re.findall(r"[A-Za-z_$][\w$]*", code)


def words(name):
    """Split a name at underscores and capitals."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return {part.lower() for part in parts}


def riddles(file):
    """List the names in a file that hold a word of a story."""
    text = file.read_text(encoding="utf-8")
    names = python_names(text) if file.suffix == ".py" else script_names(text)
    return sorted({name for name in names if words(name) & RIDDLES})


@pytest.mark.parametrize("suffix", [".py", ".ts"])
def test_names_are_nouns_of_the_field(suffix):
    """No name in Python or TypeScript holds a word of a story."""
    found = {str(file.relative_to(ROOT)): riddles(file) for file in sources(suffix)}
    assert len(found) > 50
    assert {file: names for file, names in found.items() if names} == {}


@pytest.mark.parametrize("suffix", [".py", ".ts"])
def test_no_two_files_share_a_name(suffix):
    """A file is known by its name alone, whatever its folder."""
    places = defaultdict(list)
    for file in sources(suffix):
        if file.name not in {"__init__.py", "index.ts"}:
            places[file.name].append(str(file.relative_to(ROOT)))
    shared = {name: files for name, files in places.items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in SHARED_NAMES} == {}
    assert shared.keys() >= SHARED_NAMES.keys()


def test_a_word_of_a_story_is_found_wherever_a_name_is(tmp_path):
    """Imports, definitions, arguments and attributes are names; strings and comments are not."""
    module, script = tmp_path / "module.py", tmp_path / "script.ts"
    module.write_text(
        '"""What is told."""\nimport oven as box\n'
        "def tell_all(spare, *, toldAt=1): words.kindly()\n"
    )
    script.write_text(
        "// told\nconst spareParts = 'oven'; /* tell */ viewer.setTelling(`told ${TELL_MS}`);\n"
    )
    assert riddles(module) == ["kindly", "oven", "spare", "tell_all", "toldAt"]
    assert riddles(script) == ["TELL_MS", "setTelling", "spareParts"]
