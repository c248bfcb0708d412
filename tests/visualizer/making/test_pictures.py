"""Still pictures of cases: painted when somebody wants them, never while a scene is made."""

import shutil
from pathlib import Path

import pytest

from scenes.file.key import picture_key
from scenes.paint.still_names import still_names
from scenes.story.case import Case
from tests.visualizer.baking import OTHER, painted, until
from visualizer.making import pictures as module
from visualizer.making.pictures import Pictures


def test_pictures_are_painted_once_somebody_wants_them(pictures, studio, queue, cache):
    """Each is there as soon as it is painted, and whole; the next start finds them all."""
    assert pictures.whole(OTHER) is None
    assert studio.begun == []
    assert pictures.folder(OTHER) is None or studio.begun
    studio.go.set()
    until(lambda: pictures.whole(OTHER))
    assert studio.begun == still_names(OTHER)
    folder = pictures.folder(OTHER)
    assert {file.stem for file in folder.glob("*.webp")} == set(still_names(OTHER))
    assert Pictures(cache, queue).folder(OTHER) == folder
    assert studio.begun == still_names(OTHER)


def test_pictures_that_are_painted_are_shown_before_the_last_one_is(pictures, studio):
    """Whoever sees nothing but pictures waits for the first, not for sixty."""
    pictures.folder(OTHER)
    until(lambda: studio.begun)
    assert not list(pictures.folder(OTHER).glob("*.webp"))
    studio.go.set()

    def first_is_there():
        # Once all are painted they lie elsewhere.
        folder = pictures.folder(OTHER)
        return folder is not None and (folder / "00.webp").is_file()

    until(first_is_there)


def test_no_picture_is_begun_while_a_scene_is_made_or_arrives(pictures, studio, monkeypatch):
    """Whoever waits for a scene goes first."""
    monkeypatch.setattr(module, "ARRIVAL", 0.2)
    pictures._give_way(True)
    pictures.folder(OTHER)
    pictures._give_way(False)
    assert studio.begun == []
    until(lambda: studio.begun)


def test_the_first_pictures_wait_until_the_first_page_has_arrived(cache, queue, studio):
    """Nothing is painted before the server says that it is ready."""
    waiting = Pictures(cache, queue)
    waiting.folder(Case())
    until(waiting._thread.is_alive)
    assert studio.begun == []
    waiting.close()
    assert not waiting._thread.is_alive()


def test_pictures_that_cannot_be_painted_cost_one_sentence(cache, queue, studio):
    """The page works without them, and nobody tries again and again."""
    complaints = []
    studio.failure = "Pictures cannot be drawn here."
    pictures = Pictures(cache, queue, complaints.append)
    pictures._may_paint.set()
    for _ in range(3):
        pictures.folder(OTHER)
    until(lambda: not pictures._thread.is_alive())
    pictures.folder(OTHER)
    assert complaints == ["The page has no still pictures. Pictures cannot be drawn here."]


def test_pictures_that_were_given_up_are_painted_again(pictures, studio, cache):
    """A full cache gives up what was used longest ago; the next visitor gets it anew."""
    studio.go.set()
    pictures.folder(OTHER)
    until(lambda: pictures.whole(OTHER))
    until(lambda: not pictures._thread.is_alive())
    shutil.rmtree(cache.root / picture_key(OTHER))
    pictures.folder(OTHER)
    until(lambda: pictures.whole(OTHER))


def test_a_killed_painter_leaves_nothing_half_done(pictures, studio, cache):
    """Its folder goes, its lock is free, and whoever wants pictures then can make them."""
    pictures.folder(OTHER)
    until(lambda: studio.begun)
    studio.failure = "The picture could not be painted: the painter has ended."
    studio.go.set()
    until(lambda: not pictures._thread.is_alive())
    assert not list(cache.root.rglob(".unfinished*"))
    painted(cache, OTHER, "00")
    assert pictures.whole(OTHER)


def test_the_end_of_the_server_ends_the_painting(pictures, studio, cache):
    """Nothing half done stays, and nobody complains."""
    pictures.folder(OTHER)
    until(lambda: studio.begun)
    pictures.close()
    assert not pictures._thread.is_alive()
    assert not list(cache.root.rglob(".unfinished*"))
    assert not cache.has(picture_key(OTHER), module.ENTRY)


def test_pictures_of_the_cache_are_found(pictures, studio, cache):
    """What was painted before is not painted again."""
    painted(cache, OTHER, "00")
    assert pictures.folder(OTHER) == cache.root / picture_key(OTHER) / module.ENTRY
    assert studio.begun == []


@pytest.mark.parametrize("name", ["00", "bone_weak", "ap_05"])
def test_a_case_has_steps_bones_and_x_rays(name):
    """These are the names in the page's addresses."""
    assert name in still_names(Case())
    assert Path(name).name == name
