"""A content-addressed store on disk: what was made once need not be made again.

An entry is a folder with a manifest of sizes and checksums.  It is written beside its place and
moved there whole, so that an interrupted writer leaves nothing that could be taken for an entry.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from scenes.case import Case

MANIFEST = "manifest.json"
SOURCE_PACKAGES = ("meshes", "scenes")
LIBRARIES = ("embreex", "numpy", "pillow", "pyvista", "scipy", "trimesh", "vtk")
UNFINISHED = ".unfinished-"


class Cache:
    """Entries below one folder.

    Parameters
    ----------
    root : pathlib.Path or None, default: None
        Folder to use; the user's cache folder when not given.  If it cannot be written, a
        temporary folder takes its place and :attr:`warning` says so.

    """

    def __init__(self, root: Path | None = None) -> None:
        """Find a folder that can be written."""
        wanted = root or user_cache_path("kyphoplasty-walkthrough")
        self.warning = ""
        try:
            wanted.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=wanted):
                self.root = wanted
        except OSError as error:
            self.root = Path(tempfile.mkdtemp(prefix="kyphoplasty-walkthrough-"))
            self.warning = (
                f"The cache folder {wanted} cannot be written ({error.strerror}); "
                f"using {self.root} until the program ends."
            )

    def entry(self, key: str, name: str) -> Path | None:
        """Return the folder of a whole entry; remove a broken one."""
        folder = self.root / key / name
        if not folder.exists():
            return None
        if _is_whole(folder):
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        return None

    @contextmanager
    def writing(self, key: str, name: str) -> Iterator[Path]:
        """Give a folder to fill; it becomes the entry when the block ends without an error."""
        parent = self.root / key
        parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
        try:
            yield unfinished
            _write_manifest(unfinished)
            place = parent / name
            shutil.rmtree(place, ignore_errors=True)
            unfinished.replace(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def scene_key(case: Case) -> str:
    """Return the address of everything made from a case: it changes with the case or the code."""
    digest = hashlib.sha256(json.dumps(case.to_dict(), sort_keys=True).encode())
    project = Path(__file__).parents[1]
    for package in SOURCE_PACKAGES:
        for source in sorted((project / package).glob("*.py")):
            digest.update(source.name.encode())
            digest.update(source.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library}={version(library)}".encode())
    return digest.hexdigest()[:20]


def _write_manifest(folder: Path) -> None:
    files = {file.name: _fingerprint(file) for file in sorted(folder.iterdir())}
    (folder / MANIFEST).write_text(json.dumps(files, indent=1), encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        stamps = {name: _fingerprint(folder / name) for name in files}
        return bool(files) and stamps == files
    except (OSError, ValueError, TypeError):
        return False


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
