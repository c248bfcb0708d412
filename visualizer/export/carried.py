"""What trame's server would send at the start, written into a page that has no server."""

from typing import Any

from visualizer.page.case_files import CaseFiles
from visualizer.page.language_pack import json_data
from visualizer.page.living_page import Copied, WalkthroughPage
from visualizer.page.loose_widgets import loose_widgets

OWN = "trame__"
"""How trame's own keys begin; its client alone reads them."""


def carried_html(shown: CaseFiles, copied: Copied) -> str:
    """Return the template and the first state of the living page.

    Parameters
    ----------
    shown : CaseFiles
        The scene and the pictures.

    copied : Copied
        The examples that can be chosen.

    Returns
    -------
    str
        An element for the page; ``viewer/src/page/life/alone.ts`` reads it.

    """
    with loose_widgets() as server:
        WalkthroughPage(server, shown, copied=copied)
        sent: dict[str, Any] = server.state.initial
    carried = {
        "template": sent["trame__template_main"],
        "state": {key: value for key, value in sent.items() if not key.startswith(OWN)},
    }
    return f'<script type="application/json" id="carried">{json_data(carried)}</script>'
