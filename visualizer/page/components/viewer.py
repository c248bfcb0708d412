"""The widget that plays a baked scene on the visitor's own device."""

from typing import Any

from trame_client.widgets.core import AbstractElement

MODULE = {"vue_use": ["walkthrough_viewer"]}
"""The page itself loads the script that defines ``walkthrough_viewer``."""

PROPS = (
    "source",
    "bytes",
    "companions",
    "passing",
    "treatment",
    "numbers",
    "time",
    "playing",
    "until",
    "speed",
    "view",
    "opening",
    "layers",
    "labels",
    "selected",
    "compare",
    "framing",
    "xray",
    "polarity",
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

    companions : list of str
        Addresses of the person and the room, which are fetched once the scene can be used.

    passing : bool
        Whether another scene will soon take this one's place: then nothing is prepared that this
        one needs later, until it is played.

    time : float
        Moment that is shown; an integer is a rest state.

    playing : bool
        Whether time goes on by itself.

    until : float or None
        Stop exactly here while playing; None plays to the end.

    speed : float
        1 takes 3 s for each movement.

    view : str
        ``guided`` or a key of :data:`scenes.story.views.VIEWS`; ``free`` leaves the camera
        alone.

    opening : str
        ``guided`` as the step has it (but opened in the view ``cut``), ``closed``, ``opened``, or
        ``ghost`` for a treated bone that is seen through.

    layers : dict of str to bool
        Layers that the person switched on or off; a layer that is not named follows the step.

    labels : dict of str to str
        Names of labels by key, in the page's language; empty shows none.

    selected : str
        Key of the label whose parts are marked; empty marks none.

    compare : float or None
        Left of this share of the width, 0 to 1, the fractured bone is shown; None compares nothing.

    framing : str
        Treatment from where whose last step the model is seen, without the fractured shape beside
        it; empty follows the guided camera of the treatment that is told.

    treatment : str
        Treatment that is told; one that the scene does not know stands for the scene's own.

    numbers : dict of str to float or None
        ``height_loss``, ``height_regained``, ``cement`` and ``settling`` of
        :class:`scenes.story.case.Case`: shown at once instead of those with which the scene was
        baked; None shows these.

    xray : str
        ``off``, ``inset``, or ``large`` for X-ray pictures without the 3D picture.

    polarity : str
        ``dark`` or ``bright``: how bones look under X-ray.

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
        total}`` in bytes; the new time; false once it stops by itself; the new view; the key of
        the label that was picked, by itself or on the model, or empty for a tap beside everything;
        ``{reason, message}``.

    v_on_moment, v_on_steered : str
        Expressions that receive ``$event``: the time at every frame of playing; the camera after
        the person has turned, shifted or magnified the model.

    v_on_measures, v_on_tracks, v_on_xray : str
        Expressions that receive ``$event``: the measures of the file by name, with every time;
        their keyframes (``times``, ``values``) by name, once for each scene; ``{mode}``,
        ``live`` or ``stills``, once, with the first picture.

    Notes
    -----
    What stands inside the widget lies over the picture.  Elements with ``data-xray="lateral"`` or
    ``data-xray="ap"`` are where the X-ray pictures are drawn, each as a circle in its box; what
    has ``data-keep-clear`` anywhere in the picture is not covered by labels.

    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("walkthrough-viewer", **kwargs)
        if self.server:
            self.server.enable_module(MODULE)
        self.props += PROPS
