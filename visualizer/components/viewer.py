"""The widget that plays a baked scene on the visitor's own device."""

from typing import Any

from trame_client.widgets.core import AbstractElement

MODULE = {"vue_use": ["walkthrough_viewer"]}
"""The page itself loads the script that defines ``walkthrough_viewer``."""

PROPS = (
    "source",
    "bytes",
    "time",
    "playing",
    "until",
    "speed",
    "view",
    "layers",
    "pauses",
    "stills",
    "label",
    "quality",
)


class WalkthroughViewer(AbstractElement):
    """Plays one scene; everything it does stays in the visitor's browser.

    Parameters
    ----------
    source : str
        Address of the packed scene.

    bytes : int
        Size of the scene after decompression, for an honest progress.

    time : float
        Moment that is shown: 0 to 11, an integer is a rest state.

    playing : bool
        Whether time goes on by itself.

    until : float or None
        Stop exactly here while playing; None plays to the end.

    speed : float
        1 takes 3 s for each movement.

    view : str
        ``guided``, ``side``, ``front``, ``behind`` or ``top``; ``free`` leaves the camera alone.

    layers : dict of str to bool
        Which layers are drawn; a layer that is not named is drawn.

    pauses : list of float
        Seconds to wait at each rest state while playing.

    stills : list of str or None
        Addresses of a picture per rest state, shown where there is no live picture.

    label : str
        What the picture shows, for a screen reader.

    quality : str
        Tier to hold: ``full``, ``sharp``, ``plain`` or ``coarse``; ``stills`` for no live picture;
        empty follows measured speed.

    v_on_ready, v_on_progress, v_on_time, v_on_playing, v_on_view, v_on_pick, v_on_lost : str
        Expressions that receive ``$event``: ``{tier}`` (``stills`` without WebGL 2); ``{loaded,
        total}`` in bytes; the new time; false once it stops by itself; the new view; the name of
        the part that was tapped; ``{reason, message}``.

    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("walkthrough-viewer", **kwargs)
        if self.server:
            self.server.enable_module(MODULE)
        self.props += PROPS
