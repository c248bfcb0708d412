"""What changes many times a second while time runs."""

from trame_client.widgets.core import AbstractElement


class MovingPart(AbstractElement):
    """Renders what is in it by itself, so that the page around it is left alone.

    Notes
    -----
    Vue follows what each component reads.  The page is one component: if it read the moment, all
    of it would be rendered ten times a second.  There is no element of this name in the page.

    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__("moving-part", **kwargs)
