"""The picture painted by the server, for one local person."""

import contextlib

import pytest

from scenes.story.timeline import DURATION
from scenes.story.views import VIEWS
from tests.bodies import Scene, ball
from tests.visualizer.conftest import running
from tests.visualizer.serving.test_guard import connected
from visualizer.content import load_contents
from visualizer.remote import streamed_picture as remote_module
from visualizer.remote.streamed_picture import Remote, check_remote
from visualizer.remote.streaming_guard import REMOTE_METHODS, SHOW, VIEW_NAMES
from visualizer.serving.server import ServeError, Site

MOUSE = {
    "view": "1",
    "action": "down",
    "x": 0.5,
    "y": 0.5,
    **dict.fromkeys(("buttonLeft", "buttonMiddle", "buttonRight"), False),
    **dict.fromkeys(("shiftKey", "ctrlKey", "altKey", "metaKey"), 0),
}


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org", "192.168.1.5", "::"])
def test_other_hosts_are_refused(host):
    """One sentence names the host and the way on."""
    with pytest.raises(ServeError, match=rf"cannot listen on {host}; leave --host out"):
        check_remote(host)


def test_machine_that_cannot_draw_says_why(monkeypatch):
    """The reason that the probe gives is passed on."""
    monkeypatch.setattr(remote_module, "drawing_failure", lambda: "No OpenGL here.")
    with pytest.raises(ServeError, match="No OpenGL here"):
        check_remote("localhost")


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("trame.trigger", [SHOW, [0, "guided"], {}]),
        ("trame.trigger", [SHOW, [11, "free"], {}]),
        ("viewport.image.push", [{"view": "1", "size": [902.4, 0]}]),
        ("viewport.image.push.observer.add", ["1"]),
        ("viewport.image.push.original.size", ["1", 902.4, 644.8]),
        ("viewport.image.push.quality", ["1", 88, 1]),
        ("viewport.mouse.interaction", [MOUSE]),
        ("viewport.mouse.zoom.wheel", [{"view": "1", "type": "MouseWheel", "spinY": -0.3}]),
    ],
)
def test_what_the_page_says_is_let_through(method, args):
    """Each message of the page passes its check, and with a keyword it does not."""
    assert REMOTE_METHODS[method](args, {})
    assert not REMOTE_METHODS[method](args, {"other": 1})


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("trame.trigger", ["other", [0, "guided"], {}]),
        ("trame.trigger", [SHOW, [DURATION + 1.0, "guided"], {}]),
        ("trame.trigger", [SHOW, [float("nan"), "guided"], {}]),
        ("trame.trigger", [SHOW, [True, "guided"], {}]),
        ("trame.trigger", [SHOW, [0, "inside"], {}]),
        ("trame.trigger", [SHOW, [0, ["guided"]], {}]),
        ("trame.trigger", [SHOW, [0, "guided"], {"more": 1}]),
        ("viewport.image.push", [{"view": "1", "size": [1e9, 1]}]),
        ("viewport.image.push", [{"view": "one"}]),
        ("viewport.image.push.original.size", ["1", -1, 600]),
        ("viewport.image.push.original.size", ["1", 600, 5000]),
        ("viewport.image.push.quality", ["1", 88, 5]),
        ("viewport.mouse.interaction", [{"view": "1"}]),
        ("viewport.mouse.interaction", [MOUSE | {"x": "0"}]),
        ("viewport.mouse.zoom.wheel", [{"view": "1", "type": "MouseWheel", "spinY": 1e6}]),
    ],
)
def test_anything_else_is_refused(method, args):
    """A message with values that the page would never send does not pass."""
    assert not REMOTE_METHODS[method](args, {})


def test_the_page_may_ask_for_every_view():
    """The doorman knows the guided view, the person's own, and all that have names."""
    assert VIEW_NAMES == {"guided", "free", *VIEWS}


@pytest.fixture
def case():
    """Make the default case."""
    return Scene(()).case


@contextlib.asynccontextmanager
async def painting_site(queue, pictures, folder):
    """Run a server that paints two balls."""
    balls = ball(shown="always"), ball("cement", "cement", 8, (15, 0, 0), shown="cement")
    remote = Remote(Scene(balls))
    site = Site(queue, pictures, load_contents(), folder, host="127.0.0.1", remote=remote)
    try:
        async with running(site) as serving:
            yield serving
    finally:
        remote.close()


async def ask(visitor, method, *args):
    """Call a method without waiting for its reply."""
    await visitor.send({"id": "rpc:ask", "method": method, "args": args, "kwargs": {}})


async def picture(visitor):
    """Return the next picture that is pushed."""
    while True:
        message = await visitor.receive(timeout=20.0)
        if str(message["id"]).startswith("publish:"):
            return message["result"]["image"]


@pytest.mark.drawing
@pytest.mark.usefixtures("usual")
async def test_moments_are_painted_and_pushed(queue, pictures, assets_folder):
    """A visitor who asks for a moment gets its picture; the same moment gives the same bytes."""
    async with painting_site(queue, pictures, assets_folder) as site, connected(site) as visitor:
        state = await visitor.state()
        view = next(value for key, value in state.items() if key.startswith("view_"))
        await ask(visitor, "viewport.image.push.observer.add", view)
        await picture(visitor)
        shown = {}
        for time in (0.5, 9.0, 0.5):
            await ask(visitor, "trame.trigger", SHOW, [time, "guided"], {})
            image = await picture(visitor)
            assert image.startswith(b"\xff\xd8")
            assert shown.setdefault(time, image) == image
        assert shown[0.5] != shown[9.0]


@pytest.mark.drawing
@pytest.mark.usefixtures("usual")
async def test_state_still_cannot_be_written(queue, pictures, assets_folder):
    """In this mode too a browser can neither write the state nor stop the server."""
    async with painting_site(queue, pictures, assets_folder) as site, connected(site) as stranger:
        for method in ("trame.state.update", "application.exit", "viewport.geometry.array.get"):
            assert "error" in await stranger.call(method)
