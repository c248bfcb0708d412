"""What one server shows: the scene, its still pictures, and perhaps a picture painted here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aiohttp import web
from trame_server.core import Server

from scenes.story.case import Case
from visualizer.making.baker import Answer
from visualizer.page.case_files import Shown
from visualizer.serving.guard import Check, GuardedHandler


class Scene(Protocol):
    """What the bake hands over: a packed scene file and its brotli sibling in one folder."""

    @property
    def key(self) -> str:
        """Content address."""

    @property
    def folder(self) -> Path:
        """Folder with ``scene.pack.glb`` and ``scene.pack.glb.br``."""

    @property
    def bytes(self) -> int:
        """Size of the packed file before brotli."""


class Pictures(Protocol):
    """Where the stills are, as far as they are painted."""

    @property
    def folder(self) -> Path | None:
        """Folder with ``00.webp`` to ``11.webp``; None while there is none."""


class RemotePicture(Protocol):
    """A picture that is painted here and streamed; see :mod:`visualizer.remote`."""

    @property
    def handler(self) -> type[GuardedHandler]:
        """Doorman that lets the pictures out."""

    @property
    def methods(self) -> Mapping[str, Check]:
        """What the page may say then."""

    def place(self, server: Server) -> None:
        """Put the picture into the widget that is being filled."""

    def bind(self, app: web.Application, server: Server) -> None:
        """Add the routes that it needs."""


class OtherCases(Protocol):
    """Cases that visitors ask for; see ``visualizer/making/routes.py``."""

    def bind(self, app: web.Application) -> None:
        """Add the routes that they need."""

    def shown(self, case: Case, picture: str) -> Shown | None:
        """Say where everything of a case lies; None where it would have to be made first."""

    def ask(self, case: Case) -> Answer:
        """Say how a case's scene is, and see to it that it is made."""

    def painted(self, key: str) -> Path | None:
        """Return where the pictures of a scene are, as far as they are painted."""


@dataclass(frozen=True, kw_only=True)
class Walkthrough:
    """Everything that one server shows.

    Attributes
    ----------
    scene : Scene
        The baked scene.

    stills : Pictures
        Where the still pictures are, or will appear.

    cache : pathlib.Path
        Folder for the compressed copies of the page's own files.

    cases : OtherCases or None, default: None
        Other cases on demand; without them only the one scene can be shown.

    """

    scene: Scene
    stills: Pictures
    cache: Path
    cases: OtherCases | None = None
