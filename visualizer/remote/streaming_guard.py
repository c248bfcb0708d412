"""The doorman of ``--remote``: what one local page may say when the server paints its picture."""

from collections.abc import Mapping
from typing import Any

from scenes.story.timeline import DURATION
from visualizer.links.look_parts import EVERY_VIEW, FREE
from visualizer.serving.guard import PAGE_METHODS, Check, GuardedHandler

SHOW = "remote_show"
"""The trigger by which the page tells which moment it wants to see, and from where."""

VIEW_NAMES = frozenset({*EVERY_VIEW, FREE})

LARGEST_SIDE = 4096
PUSHED = "publish:viewport.image.push.subscription:"
BUTTONS = ("buttonLeft", "buttonMiddle", "buttonRight")
KEYS = ("shiftKey", "ctrlKey", "altKey", "metaKey")
ACTIONS = frozenset({"down", "up", "move", "dblclick", "scroll"})
WHEELS = frozenset({"StartMouseWheel", "MouseWheel", "EndMouseWheel"})


class StreamingHandler(GuardedHandler):
    """A doorman that also lets the painted pictures out."""

    async def sendWrappedMessage(  # noqa: N802
        self,
        rpcid: str,
        content: Any,
        method: str = "",
        client_id: str | None = None,
        skip_last_active_client: bool = False,
    ) -> None:
        """Send a reply to the browser that asked, and a picture to every browser."""
        receivers = [client_id]
        if client_id is None and rpcid.startswith(PUSHED):
            receivers = list(self.connections)
        for receiver in receivers:
            await super().sendWrappedMessage(
                rpcid, content, method, receiver, skip_last_active_client
            )


def _is_show(args: list[Any], kwargs: dict[str, Any]) -> bool:
    """Return whether a trigger asks for a moment that exists and a view that exists."""
    if kwargs or len(args) != 3 or args[0] != SHOW or args[2] != {}:
        return False
    wish = args[1]
    return (
        isinstance(wish, list)
        and len(wish) == 2
        and _is_number(wish[0])
        and 0.0 <= wish[0] <= DURATION
        and isinstance(wish[1], str)
        and wish[1] in VIEW_NAMES
    )


def _is_view(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return not kwargs and len(args) == 1 and _is_id(args[0])


def _is_push(args: list[Any], kwargs: dict[str, Any]) -> bool:
    if kwargs or len(args) != 1 or not isinstance(args[0], dict):
        return False
    options = args[0]
    size = options.get("size", [0, 0])
    return (
        set(options) <= {"view", "size"}
        and _is_id(options.get("view"))
        and isinstance(size, list)
        and len(size) == 2
        and all(_is_side(side) for side in size)
    )


def _is_size(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return (
        not kwargs
        and len(args) == 3
        and _is_id(args[0])
        and all(_is_side(side) for side in args[1:])
    )


def _is_quality(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return (
        not kwargs
        and len(args) == 3
        and _is_id(args[0])
        and _is_number(args[1])
        and 0 <= args[1] <= 100
        and _is_number(args[2])
        and 0.1 <= args[2] <= 1
    )


def _is_switch(args: list[Any], kwargs: dict[str, Any]) -> bool:
    return not kwargs and len(args) == 2 and _is_id(args[0]) and isinstance(args[1], bool)


def _is_mouse(args: list[Any], kwargs: dict[str, Any]) -> bool:
    if kwargs or len(args) != 1 or not isinstance(args[0], dict):
        return False
    event = args[0]
    return (
        _is_id(event.get("view"))
        and event.get("action") in ACTIONS
        and all(event.get(name) in {True, False} for name in BUTTONS + KEYS)
        and all(_is_number(event.get(name, 0.0)) for name in ("x", "y", "scroll"))
    )


def _is_wheel(args: list[Any], kwargs: dict[str, Any]) -> bool:
    if kwargs or len(args) != 1 or not isinstance(args[0], dict):
        return False
    event = args[0]
    return (
        _is_id(event.get("view"))
        and event.get("type") in WHEELS
        and _is_number(event.get("spinY", 0.0))
        and abs(event.get("spinY", 0.0)) < 10
    )


def _is_side(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= LARGEST_SIDE


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")
    )


REMOTE_METHODS: Mapping[str, Check] = {
    **PAGE_METHODS,
    "trame.trigger": _is_show,
    "viewport.image.push": _is_push,
    "viewport.image.push.enabled": _is_switch,
    "viewport.image.push.invalidate.cache": _is_view,
    "viewport.image.push.observer.add": _is_view,
    "viewport.image.push.observer.remove": _is_view,
    "viewport.image.push.original.size": _is_size,
    "viewport.image.push.quality": _is_quality,
    "viewport.mouse.interaction": _is_mouse,
    "viewport.mouse.zoom.wheel": _is_wheel,
}
"""What the page says to the server in this mode, and how each message must look."""
