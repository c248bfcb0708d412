import re
from pathlib import Path

import pytest
from trame.app import get_server
from trame.ui.html import DivLayout

from visualizer.page.components.viewer import PROPS, WalkthroughViewer

ROOT = Path(__file__).parents[3]
COMPONENT = ROOT / "visualizer/viewer/src/viewer/component.ts"


@pytest.fixture
def a_server():
    """Return a server that was never started."""
    return get_server("viewer-widget", client_type="vue3")


def test_widget_and_component_have_the_same_properties():
    """Every property of the Vue component can be set from Python, and no other."""
    props = COMPONENT.read_text().split("  props: {\n")[1].split("\n  },\n")[0]
    assert set(PROPS) == set(re.findall(r"^    (\w+): \{", props, re.MULTILINE))


def test_widget_writes_its_properties_and_events(a_server):
    """Properties follow the visitor's state and events write it, in the browser alone."""
    with DivLayout(a_server) as layout:
        WalkthroughViewer(source="/scene/1.glb", time=("time",), v_on_time="time = $event")
    written = layout.html
    assert 'source="/scene/1.glb"' in written
    assert ':time="time"' in written
    assert '@time="time = $event"' in written
