"""The exported model in a viewer of others: it loads, and what it shows changes with time."""

import pytest

from scenes.store.cache import Cache
from scenes.story.case import Case
from tests.browser.conftest import add_scene
from tests.moments import moments
from visualizer.commands import cli
from visualizer.content import load_content
from visualizer.export.portable import seconds_at
from visualizer.page.assets import VIEWER

pytestmark = pytest.mark.browser

MODEL_VIEWER = (
    VIEWER.parents[1] / "node_modules" / "@google" / "model-viewer" / "dist/model-viewer.min.js"
)
PLACE = "https://slides.invalid/"
PAGE = """<!doctype html><title>Slides</title>
<script type="module" src="model-viewer.js"></script>
<model-viewer style="width: 120px; height: 120px"></model-viewer>"""
LOADED = """async (name) => {
  await customElements.whenDefined('model-viewer');
  const viewer = document.querySelector('model-viewer');
  const isLoaded = new Promise((resolve) => viewer.addEventListener('load', resolve));
  viewer.src = name;
  await isLoaded;
}"""


CASES = {"level=L1": Case(), "neighbour=waiting": Case(neighbour="waiting")}


@pytest.fixture(scope="module")
def models(filled_cache, tmp_path_factory):
    """Write the model as a person would, of one broken bone and of two."""
    folder = tmp_path_factory.mktemp("model")
    for number, (asked, case) in enumerate(CASES.items(), start=1):
        add_scene(Cache(filled_cache), case)
        file = folder / f"model{number}.glb"
        cli.main(["export", str(file), f"--cache-dir={filled_cache}", f"--case={asked}"])
    return sorted(folder.iterdir())


def test_each_moves_in_a_viewer_of_others(browser, models):
    """With nothing but the files and the viewer to load, three moments look different."""
    context = browser.new_context(viewport={"width": 120, "height": 120})
    page = context.new_page()
    asked = []
    files = {
        "": ("text/html", PAGE.encode()),
        "model-viewer.js": ("text/javascript", MODEL_VIEWER.read_bytes()),
        **{model.name: ("model/gltf-binary", model.read_bytes()) for model in models},
        "favicon.ico": ("image/x-icon", b""),
    }

    def answer(route):
        name = route.request.url.removeprefix(PLACE)
        asked.append(name)
        kind, body = files[name]
        route.fulfill(content_type=kind, body=body)

    page.route(lambda url: not url.startswith(("blob:", "data:")), answer)
    page.goto(PLACE)
    for model in models:
        page.evaluate(LOADED, model.name)
        times = moments("healthy cannulas result")
        pictures = [shown(page, seconds_at(time)) for time in times]
        assert len(set(pictures)) == 3, model.name
        assert model.name in asked
    context.close()
    assert set(asked) <= set(files)


def shown(page, seconds):
    """Return the picture at a moment of the animation, once it is drawn."""
    return page.evaluate(
        """async (seconds) => {
            const viewer = document.querySelector('model-viewer');
            viewer.play(); // nothing is shown of an animation that never began
            viewer.pause();
            viewer.currentTime = seconds;
            for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
            return viewer.toDataURL();
        }""",
        seconds,
    )


def test_each_carries_the_disclaimer(models):
    """Whoever gets the file alone can read what it is not."""
    for model in models:
        assert load_content().page.disclaimer.encode() in model.read_bytes(), model.name
