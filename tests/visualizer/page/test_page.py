"""The page as it leaves the server: whole, with every word, and with nothing dropped."""

import re
from html import unescape

import pytest
from trame_client.widgets.core import AbstractElement
from trame_server.core import Server

from visualizer.content import load_contents
from visualizer.page.case_files import CaseFiles, treatment_files
from visualizer.page.language_pack import language_pack
from visualizer.page.living_page import WalkthroughPage
from visualizer.page.panels import surroundings_of
from visualizer.page.view_state import ViewState

CONTENTS = load_contents()


@pytest.fixture
def built(monkeypatch):
    """Build the page, keeping an eye on every widget that it is made of."""
    widgets = []
    render = AbstractElement.html.fget
    monkeypatch.setattr(
        AbstractElement, "html", property(lambda widget: widgets.append(widget) or render(widget))
    )
    server = Server("page-of-a-test")
    server.client_type = "vue3"
    treatments = treatment_files(lambda name: f"/stills/x/{name}.webp", {})
    shown = CaseFiles(scene_url="/scene/x.glb", scene_bytes=1234, treatments=treatments)
    WalkthroughPage(server, shown, cases=True)
    return server, widgets


def test_no_attribute_is_lost(built):
    """Every attribute that a widget was given is in its markup."""
    _, widgets = built
    names = {"en": "English", "es": "Español"}
    assert surroundings_of(CONTENTS["en"], names, change="Choose").panels
    assert len(widgets) > 80
    lost = {(widget._elem_name, name) for widget in widgets for name in widget.skipped_attributes}
    assert lost == set()


def test_each_widget_is_written_once(built):
    """However deep it lies: trame alone would write it again for everything around it."""
    _, widgets = built
    widgets.clear()
    surroundings_of(CONTENTS["en"], {"en": "English"})
    assert len(widgets) > 80
    assert len({id(widget) for widget in widgets}) == len(widgets)


def test_the_template_is_whole(built):
    """No widget failed, and trame's page for a lost server is the page itself."""
    server, _ = built
    template = server.state["trame__template_main"]
    assert "html-error" not in template
    assert server.state["trame__template_error"] == template
    assert server.state["trame__template_error_reconnect"] == template


def test_every_name_in_the_template_is_known(built):
    """The template uses only keys that the server sends or the script provides."""
    server, _ = built
    template = unescape(server.state["trame__template_main"])
    code = re.findall(r'\s(?:[:@][\w:-]+|v-if|v-model)="([^"]*)"', template)
    code += re.findall(r"{{(.*?)}}", template)
    names = set()
    for expression in code:
        bare = re.sub(r"'[^']*'|\.\s*\w+|[{,]\s*\w+\s*:", " ", expression)
        names |= set(re.findall(r"[A-Za-z_$]\w*", bare))
    loops = {"entry", "index", "box", "name", "term", "one", "source"}
    known = loops | {
        "$walk",
        "$locator",
        "$look",
        "$aloud",
        "$letters",
        "$heights",
        "$case",
        "$beside",
        "$share",
        "$say",
        "$event",
        "Boolean",
        "Number",
        "Math",
        "null",
        "undefined",
    }
    known |= {"true", "false"}
    assert {name for name in names - known if not server.state.has(name)} == set()


def test_the_view_stays_in_the_browser(built):
    """Every key of a visitor's view is kept off the wire."""
    server, _ = built
    kept = set(server.state["trame__client_only"])
    assert set(ViewState.__dataclass_fields__) <= kept


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_every_word_in_the_template_is_there(built, content):
    """Whatever the template says, each language has a text for."""
    server, _ = built
    template = unescape(server.state["trame__template_main"])
    named = set(re.findall(r"\$say((?:\.(?!length|replace|filter)\w+|\[step\])+)", template))
    assert len(named) > 100
    for path in named:
        place = language_pack(content)
        for part in re.findall(r"\w+", path):
            place = place[0 if part == "step" else part]
        assert place or path.endswith("terms"), path


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_panels_open_without_scripts(content):
    """Each button that opens a panel names one that exists, in every language."""
    around = surroundings_of(content, {"en": "English", "es": "Español"})
    opened = set(re.findall(r'popovertarget="(\w+)"', around.head))
    assert opened == {"call", "topics", "help", "about"}
    for name in opened:
        assert re.search(rf'<dialog [^>]*id="{name}"', around.panels)


def test_other_languages_are_links():
    """Each names itself in its own language, and says which one it is."""
    around = surroundings_of(CONTENTS["en"], {"en": "English", "es": "Español"})
    (link,) = re.findall(r"<a [^>]*data-language[^>]*>.*?</a>", around.head, flags=re.DOTALL)
    assert 'href="/?lang=es"' in link
    assert 'lang="es"' in link
    assert "Español" in link
