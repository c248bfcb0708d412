"""One vocabulary: what can be chosen stands in Python alone, and reaches the scripts as data."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.story.case import CHOICES, REGAINED
from scenes.story.steps import LAYERS
from scenes.story.views import VIEWS
from scenes.story.visibility import OPENINGS
from tests.visualizer.opened import opened
from visualizer.content import load_content
from visualizer.links.grammar import APPROACHES
from visualizer.links.look_parts import BESIDES, POLARITIES, XRAY_SIZES
from visualizer.page.vocabulary import vocabulary

VIEWER = Path(__file__).parents[3] / "visualizer" / "viewer"
SOURCES = sorted((VIEWER / "src").rglob("*.ts"))
WORDS = {
    *(word for choices in CHOICES.values() for word in choices),
    *(word for words in (VIEWS, LAYERS, OPENINGS, BESIDES, POLARITIES) for word in words),
    *XRAY_SIZES,
    *APPROACHES,
} - {"guided"}
COMMON = {"time", "side", "off", "1", "2", "opened", "cement", "cut", "levels"}
PASSES = {"skin", "balloon"}
"""Words with other meanings in a script: moments and edges, and how parts are drawn."""
LISTS = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}")


def named(text):
    """Return the words of the vocabulary that stand in quotes, or as keys of an object."""
    quoted = re.findall(r"'([^'\n]*)'", text)
    return {word for word in quoted if word in WORDS}


def code(path):
    """Return a script without its comments and types, which are no lists."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(
        r"^(export )?(interface|type) .*?(^}|;$)", "", text, flags=re.DOTALL | re.MULTILINE
    )
    return re.sub(r"(Record|Pick|Omit)<.*?>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(VIEWER / "src")))
def test_the_scripts_keep_no_list_of_their_own(path):
    """Levels, shapes, treatments, views, layers ...: a script names none of them in a list."""
    for found in LISTS.findall(code(path)):
        words = named(found)
        assert len(words) <= 1 or words <= COMMON or words <= PASSES, found


def test_every_treatment_and_bone_is_data():
    """No script asks for one of them by its name."""
    asked = re.compile("'(" + "|".join([*REGAINED, *CHOICES["level"], *CHOICES["shape"]]) + ")'")
    by_name = {
        (path.name, word)
        for path in SOURCES
        for word in asked.findall(code(path))
        # The slider's own time, and not the treatment.
        if word != "time"
    }
    assert by_name == set()


def test_the_scripts_are_tested_with_this_vocabulary():
    """Their tests read it from a file: ``python -m tests.visualizer.page.test_vocabulary``."""
    assert json.loads(FILE.read_text()) == json.loads(written())


def test_links_are_read_without_geometry():
    """A server lives on what reads addresses: nothing of it loads what makes or draws a model."""
    heavy = ["vtkmodules", "pyvista", "scipy", "matplotlib"]
    code = (
        "import sys; import visualizer.links.address, visualizer.links.case_names;"
        "import visualizer.page.vocabulary;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


async def test_every_page_brings_it(http):
    """It stands in the page beside what the address asks for."""
    address = "/?view=cut&hide=discs&beside=time&show=skin"
    async with http.get(address, headers={"Accept-Encoding": "identity"}) as response:
        page = await response.text()
    (text,) = re.findall(r'<script type="application/json" id="vocabulary">(.*?)</script>', page)
    assert json.loads(text) == json.loads(written())
    layers = {"skin": True, "discs": False}
    assert opened(page)["look"] == {"beside": "time", "view": "cut", "layers": layers}


def test_every_choice_has_words():
    """What can be chosen can be said: in buttons, in links, in what stands beside."""
    content = load_content("en")
    for level in CHOICES["level"]:
        assert getattr(content.cases, f"bone_{level.lower()}")
    for treatment in CHOICES["treatment"]:
        assert getattr(content.cases, f"care_{treatment}")
    for name, difference in BESIDES.items():
        if "loss" in difference:
            assert getattr(content.cases, f"beside_{name}")
    for layer in LAYERS:
        assert getattr(content.picture, f"layer_{layer}")


FILE = VIEWER / "tests" / "vocabulary.json"


def written():
    """Return the vocabulary as the file of the scripts' tests has it."""
    return json.dumps(vocabulary(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(written())
