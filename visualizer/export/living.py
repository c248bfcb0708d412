"""What trame's server would send at the start, written into a page that has no server."""

from typing import Any

from trame_server.core import Server

from visualizer.page import Copied, WalkthroughPage
from visualizer.say import json_data
from visualizer.shown import Shown

OWN = "trame__"
"""How trame's own keys begin; its client alone reads them."""


def new_server() -> Server:
    """Return a server that is never started: widgets are written for one."""
    server = Server("walkthrough-export")
    server.client_type = "vue3"
    return server


def carried_html(shown: Shown, copied: Copied) -> str:
    """Return the template and the first state of the living page.

    Parameters
    ----------
    shown : Shown
        The scene and the pictures.

    copied : Copied
        The examples that can be chosen.

    Returns
    -------
    str
        An element for the page; ``viewer/src/page/alone.ts`` reads it.

    """
    server = new_server()
    WalkthroughPage(server, shown, copied=copied)
    sent: dict[str, Any] = server.state.initial
    carried = {
        "template": sent["trame__template_main"],
        "state": {key: value for key, value in sent.items() if not key.startswith(OWN)},
    }
    return f'<script type="application/json" id="carried">{json_data(carried)}</script>'
