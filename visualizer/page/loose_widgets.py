"""Widgets that become plain HTML: written one page at a time, whoever asks and from any thread.

trame keeps one stack of open elements for the whole process.  Two pages that were written at the
same time would land in each other, and what an overlap leaves on the stack would stay for ever.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from trame_client.widgets.core import HTML_CTX, AbstractElement
from trame_server.core import Server

_writing = threading.RLock()


def new_server() -> Server:
    """Return a server that is never started: widgets are written for one."""
    server = Server("walkthrough-widgets")
    server.client_type = "vue3"
    return server


@contextmanager
def loose_widgets(server: Server | None = None) -> Iterator[Server]:
    """Let one thread write widgets, from the first one to their HTML.

    Parameters
    ----------
    server : trame_server.core.Server or None, default: None
        What the widgets belong to; a new one, of which nothing is kept, when not given.

    Yields
    ------
    trame_server.core.Server
        That server.

    """
    with _writing:
        open_before = len(HTML_CTX.element_stack)
        leave = AbstractElement.__exit__
        AbstractElement.__exit__ = _leave  # type: ignore[method-assign]
        try:
            yield server or new_server()
        finally:
            AbstractElement.__exit__ = leave  # type: ignore[method-assign]
            # An error may have left elements open, and the last server is remembered.
            del HTML_CTX.element_stack[open_before:]
            HTML_CTX._server = None


def _leave(widget: AbstractElement, *_: object) -> None:
    """Close a widget unwritten: trame writes all that is in it, again for each widget around it."""
    HTML_CTX.exit(widget)
