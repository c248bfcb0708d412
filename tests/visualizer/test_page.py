"""The page as it leaves the server: whole, with every word, and with nothing dropped."""

import re
from html import unescape

import pytest
from trame_client.widgets.core import AbstractElement
from trame_server.core import Server

from visualizer.content import load_content
from visualizer.page import Shown, WalkthroughPage
from visualizer.state import ViewState

CONTENT = load_content()


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
    stills = [f"/stills/x/{number:02d}.webp" for number in range(12)]
    shown = Shown(scene_url="/scene/x.glb", scene_bytes=1234, stills=stills)
    page = WalkthroughPage(server, CONTENT, shown)
    return server, page, widgets


def test_no_attribute_is_lost(built):
    """Every attribute that a widget was given is in its markup."""
    _, page, widgets = built
    assert page.head
    assert page.panels
    assert len(widgets) > 80
    lost = {(widget._elem_name, name) for widget in widgets for name in widget.skipped_attributes}
    assert lost == set()


def test_the_template_is_whole(built):
    """No widget failed, and trame's page for a lost server is the page itself."""
    server, _, _ = built
    template = server.state["trame__template_main"]
    assert "html-error" not in template
    assert server.state["trame__template_error"] == template
    assert server.state["trame__template_error_reconnect"] == template


def test_every_name_in_the_template_is_known(built):
    """The template uses only keys that the server sends or the script provides."""
    server, _, _ = built
    template = unescape(server.state["trame__template_main"])
    code = re.findall(r'\s(?:[:@][\w:-]+|v-if|v-model)="([^"]*)"', template)
    code += re.findall(r"{{(.*?)}}", template)
    names = set()
    for expression in code:
        bare = re.sub(r"'[^']*'|\.\s*\w+|[{,]\s*\w+\s*:", " ", expression)
        names |= set(re.findall(r"[A-Za-z_$]\w*", bare))
    loops = {"entry", "index", "line", "box", "term"}
    known = loops | {"$walk", "$look", "$event", "Number", "Math", "null", "undefined"}
    known |= {"true", "false"}
    assert {name for name in names - known if not server.state.has(name)} == set()


def test_the_view_stays_in_the_browser(built):
    """Every key of a visitor's view is kept off the wire."""
    server, _, _ = built
    kept = set(server.state["trame__client_only"])
    assert set(ViewState.__dataclass_fields__) <= kept


def test_panels_open_without_scripts(built):
    """Each button that opens a panel names one that exists."""
    _, page, _ = built
    opened = set(re.findall(r'popovertarget="(\w+)"', page.head))
    assert opened == {"call", "topics", "help", "about"}
    for name in opened:
        assert re.search(rf'<dialog [^>]*id="{name}"', page.panels)
