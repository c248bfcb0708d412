"""The store on disk."""

import os

import pytest

from scenes.cache import UNFINISHED, Cache, scene_key
from scenes.case import Case


def fill(cache, *, interrupted=False):
    """Write an entry, or half of one."""
    with cache.writing("key", "scene") as folder:
        (folder / "scene.glb").write_text("whole")
        if interrupted:
            raise KeyboardInterrupt


def test_an_entry_is_found_again_by_another_cache_on_the_same_folder(tmp_path):
    """A restart finds what was made before."""
    fill(Cache(tmp_path))
    assert (Cache(tmp_path).entry("key", "scene") / "scene.glb").read_text() == "whole"


def test_a_truncated_file_is_not_an_entry(tmp_path):
    """A broken entry is removed, so that it is made again."""
    cache = Cache(tmp_path)
    fill(cache)
    (tmp_path / "key" / "scene" / "scene.glb").write_text("who")
    assert cache.entry("key", "scene") is None
    assert not (tmp_path / "key" / "scene").exists()


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"absent.glb": "0"}'])
def test_a_damaged_manifest_is_not_an_entry(tmp_path, manifest):
    """Whatever is written in the manifest, nothing breaks."""
    cache = Cache(tmp_path)
    fill(cache)
    (tmp_path / "key" / "scene" / "manifest.json").write_text(manifest)
    assert cache.entry("key", "scene") is None


def test_an_interrupted_writer_leaves_no_entry(tmp_path):
    """An error in the middle keeps the old state and leaves no litter."""
    cache = Cache(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        fill(cache, interrupted=True)
    assert cache.entry("key", "scene") is None
    assert not [file for file in (tmp_path / "key").iterdir() if UNFINISHED in file.name]


def test_a_folder_that_cannot_be_written_is_replaced_with_one_warning(tmp_path):
    """The program goes on in a temporary folder and says so."""
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    assert "cannot be written" in cache.warning
    assert os.access(cache.root, os.W_OK)
    fill(cache)
    assert cache.entry("key", "scene") is not None


def test_the_address_changes_with_the_case():
    """Equal cases share a scene, different cases do not."""
    assert scene_key(Case()) == scene_key(Case())
    assert scene_key(Case()) != scene_key(Case(height_loss=0.2))
