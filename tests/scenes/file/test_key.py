"""Keys change with all that makes a scene or a picture, and with nothing else."""

import shutil
from importlib.metadata import version

import pytest

from scenes.file import key
from scenes.file.key import companion_key, picture_key, scene_key
from scenes.model import sources
from scenes.story.case import Case
from scenes.story.companion import companions, companions_of
from tests.persons import needs_body

CACHES = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a copy of all that the keys are made of, which a test may change."""
    for package in ("meshes", "scenes"):
        shutil.copytree(sources.ROOT / package, tmp_path / package, ignore=CACHES)
    for name in key.PACKER:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("packs")
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    yield tmp_path
    forget()


def forget():
    """Let the sources be read again, as a new process does."""
    for digest in (sources.parts_digest, key._scene_makers, key._picture_makers):
        digest.cache_clear()


def changed():
    """Return the keys that a new process gives the default case: of its scene and its pictures."""
    forget()
    return scene_key(Case()), picture_key(Case())


def test_equal_cases_share_a_scene_and_different_ones_do_not():
    """Whatever a person can choose is in the key."""
    assert scene_key(Case()) == scene_key(Case())
    assert scene_key(Case()) != scene_key(Case(height_loss=0.2))
    assert picture_key(Case()) != picture_key(Case(height_loss=0.2))
    assert picture_key(Case()) != scene_key(Case())


def test_a_new_process_gives_the_same_keys(project):
    """Nothing in them depends on the order in which files or folders are found."""
    assert changed() == changed()


@pytest.mark.parametrize(
    "file",
    [
        "meshes/tools/sdf.py",
        "meshes/fracture/warp.py",
        "scenes/story/timeline.py",
        "scenes/look/materials.py",
        "scenes/motion/pose.py",
        "scenes/model/spine.py",
        "scenes/file/bake.py",
        "scenes/file/pack.py",
        *key.PACKER,
    ],
)
def test_what_makes_the_scene_changes_both_keys(project, file):
    """Geometry, story, colours, parts, the writer of the file, and the packer with its options."""
    scene, picture = changed()
    with (project / file).open("a") as source:
        source.write(" ")
    assert changed()[0] != scene
    assert changed()[1] != picture


def test_a_file_that_moves_into_a_folder_changes_both_keys(project):
    """However deep it lies then, it is still seen."""
    scene, picture = changed()
    (project / "meshes/tools/deep/er").mkdir(parents=True)
    (project / "meshes/tools/sdf.py").rename(project / "meshes/tools/deep/er/sdf.py")
    moved = changed()
    assert moved[0] != scene
    assert moved[1] != picture
    (project / "meshes/tools/deep/er/sdf.py").write_text("changed there")
    assert changed()[0] != moved[0]


def test_a_painter_changes_the_key_of_pictures_alone(project):
    """A scene is not baked again for it."""
    scene, picture = changed()
    (project / "scenes/paint/stage.py").write_text("another painter")
    assert changed()[0] == scene
    assert changed()[1] != picture


@pytest.mark.parametrize("file", ["scenes/film/movie.py", "scenes/store/cache.py"])
def test_films_and_the_store_change_no_key(project, file):
    """What was made before is still right."""
    before = changed()
    (project / file).write_text("changed")
    assert changed() == before


@pytest.mark.parametrize("library", ["brotli", "numpy", "pillow", "scipy", "vtk"])
def test_another_version_of_a_library_changes_both_keys(project, monkeypatch, library):
    """It may compute or compress otherwise."""
    scene, picture = changed()
    monkeypatch.setattr(
        sources, "version", lambda name: "0.0" if name == library else version(name)
    )
    assert changed()[0] != scene
    assert changed()[1] != picture


def test_what_changes_while_a_process_runs_waits_for_the_next(project):
    """Code that is loaded keeps its key: what it makes is what it was, not what is on the disk."""
    before = changed()
    (project / "meshes/tools/sdf.py").write_text("changed")
    assert (scene_key(Case()), picture_key(Case())) == before


@needs_body
def test_every_companion_has_a_key_of_its_own():
    """Kind, level and needles are in it; no scene has the same."""
    keys = {companion_key(one) for one in companions()}
    assert len(keys) == len(companions())
    assert not keys & {scene_key(Case(level=one.level)) for one in companions()}


@needs_body
@pytest.mark.parametrize(
    "file", ["meshes/person/posture.py", "scenes/model/companions.py", "scenes/look/materials.py"]
)
def test_what_makes_a_person_changes_its_key(project, file):
    """Shape, parts and colours."""
    person, _ = companions_of(Case())
    before = companion_key(person)
    with (project / file).open("a") as source:
        source.write(" ")
    assert companion_key(person) == before
    forget()
    assert companion_key(person) != before


@needs_body
def test_another_version_of_the_body_changes_the_keys_of_companions_alone(project, monkeypatch):
    """A scene is not baked again for it."""
    before = [companion_key(one) for one in companions()]
    scene = scene_key(Case())
    monkeypatch.setattr(
        sources, "version", lambda name: "0.0" if name == sources.BODY else version(name)
    )
    forget()
    assert scene_key(Case()) == scene
    assert not {companion_key(one) for one in companions()} & set(before)
