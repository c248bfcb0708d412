"""Files appear whole or not at all, and every refusal is one sentence."""

import errno

import pytest

from scenes.film.targets import TargetError, check_file, filled_folder, whole_file


def test_file_appears_whole(tmp_path):
    """Until the block ends the name is free; then the file is there, and nothing else."""
    file = tmp_path / "movie.mp4"
    with whole_file(file) as unfinished:
        unfinished.write_bytes(b"half")
        assert not file.exists()
        unfinished.write_bytes(b"whole")
        number = unfinished.stat().st_ino
    assert file.read_bytes() == b"whole"
    assert file.stat().st_ino == number  # renamed, not copied
    assert list(tmp_path.iterdir()) == [file]


def half_written(file, end):
    """Begin to write a file, and meet with an end."""
    with whole_file(file) as unfinished:
        unfinished.write_bytes(b"half")
        raise end


@pytest.mark.parametrize("end", [ValueError, KeyboardInterrupt])
def test_failure_leaves_what_was_there(tmp_path, end):
    """Whatever ends the work, the file of before stays and nothing half done does."""
    file = tmp_path / "movie.mp4"
    file.write_bytes(b"before")
    with pytest.raises(end):
        half_written(file, end)
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_full_disk_is_one_sentence(tmp_path):
    """Where no room is left, the sentence says so, and the file is gone."""
    file = tmp_path / "picture.png"
    with pytest.raises(TargetError) as refused:
        half_written(file, OSError(errno.ENOSPC, "No space left on device"))
    assert str(refused.value) == f"{file} cannot be written: No space left on device."
    assert list(tmp_path.iterdir()) == []


def test_own_mode_of_new_files_is_kept(tmp_path):
    """The file may be read by whoever may read the person's other files."""
    other, file = tmp_path / "other", tmp_path / "movie.mp4"
    other.touch()
    with whole_file(file):
        pass
    assert file.stat().st_mode == other.stat().st_mode


def test_folder_in_the_file_s_place_is_named(tmp_path):
    """A folder cannot be replaced; the sentence tells a name that could be made."""
    with pytest.raises(TargetError, match=r"is a folder; name a file in it, for example .*mp4"):
        check_file(tmp_path, ".mp4")


def test_missing_folder_is_named(tmp_path):
    """A movie's folder is not made, since a slip of the pen would put it anywhere."""
    with pytest.raises(TargetError, match="nowhere does not exist; make it first"):
        check_file(tmp_path / "nowhere" / "movie.mp4", ".mp4")


def test_other_kind_of_file_is_refused(tmp_path):
    """The name tells the kind, so it must end as the kind does."""
    with pytest.raises(TargetError, match=r"must end in \.mp4, got 'movie.avi'"):
        check_file(tmp_path / "movie.avi", ".mp4")


def test_good_target_leaves_no_trace(tmp_path):
    """Finding out whether a file can be made makes none."""
    check_file(tmp_path / "movie.MP4", ".mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("use", [filled_folder, lambda path: check_file(path / "a.mp4", ".mp4")])
def test_unwritable_folder_is_one_sentence(tmp_path, monkeypatch, use):
    """A folder that takes no file is found out before any work."""

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.touch", refuse)
    with pytest.raises(TargetError, match=r"cannot be written: Permission denied\.$"):
        use(tmp_path).__enter__()


def test_folder_is_made_and_goes_again_if_empty(tmp_path):
    """A new folder with nothing in it is removed; one that was there, or is filled, stays."""
    with filled_folder(tmp_path / "a" / "empty"):
        pass
    with filled_folder(tmp_path / "a" / "filled") as folder:
        (folder / "picture.png").touch()
    (tmp_path / "old").mkdir()
    with filled_folder(tmp_path / "old"):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "a",
        "filled",
        "old",
        "picture.png",
    ]


def test_file_in_the_folder_s_place_is_named(tmp_path):
    """Pictures need a folder."""
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(TargetError, match="is a file, and the pictures need a folder"):
        filled_folder(file).__enter__()
    with pytest.raises(TargetError, match="cannot be written: Not a directory"):
        filled_folder(file / "below").__enter__()
