"""What a case may be."""

import pytest

from scenes.story.case import LIMITS, Case


def test_the_default_loses_about_a_third_and_regains_about_half():
    """The default tells an ordinary story: part of the height returns, never all."""
    case = Case()
    assert 0.30 <= case.height_loss <= 0.40
    assert 0.40 <= case.height_regained <= 0.55
    assert 0.0 < case.inflated_loss < case.final_loss < case.fractured_loss


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_numbers_outside_the_model_are_refused_with_the_range(name, limits):
    """The sentence names the value and both limits."""
    too_much = limits[1] + 0.01
    with pytest.raises(ValueError, match=f"{name} must be between .*{limits[1]:g}.*{too_much}"):
        Case(**{name: too_much})


@pytest.mark.parametrize("unknown", [{"level": "L9"}, {"shape": "cube"}, {"approach": "sideways"}])
def test_unknown_choices_are_refused_with_the_choices(unknown):
    """The sentence lists what the model can show."""
    with pytest.raises(ValueError, match="must be one of"):
        Case(**unknown)


def test_a_level_without_room_for_the_needle_is_refused_with_the_reason():
    """The sentence says why, not only that it is so."""
    with pytest.raises(ValueError, match="T11 is not shown: its pedicle is too narrow"):
        Case(level="T11")


@pytest.mark.parametrize(("treatment", "most"), [("vertebroplasty", 0.45), ("time", 0)])
def test_no_more_height_comes_back_than_a_treatment_gives(treatment, most):
    """The sentence names the treatment, and what is possible under it."""
    with pytest.raises(ValueError, match=f"between 0 and {most} for {treatment}, got 0.5"):
        Case(treatment=treatment, height_regained=0.5)


def test_another_treatment_regains_its_own_share():
    """Cement alone lifts less than a balloon does, and time lifts nothing."""
    case = Case(height_loss=0.3, height_regained=0.8)
    alone, left = case.treated_by("vertebroplasty"), case.treated_by("time")
    assert case.final_loss < alone.final_loss < left.final_loss == left.fractured_loss
    assert case.treated_by("kyphoplasty") is case
    assert left.family() == alone.family() == Case()


def test_a_family_is_its_usual_example():
    """Level, shape and approach stay; the numbers are those of the default."""
    case = Case(level="L3", shape="crush", approach="unipedicular", height_loss=0.2)
    assert case.family() == Case(level="L3", shape="crush", approach="unipedicular")
    assert case.family().family() == case.family()


@pytest.mark.parametrize(("neighbour", "level"), [("waiting", "T12"), ("treated", "L3")])
def test_a_bone_without_such_a_neighbour_is_refused_with_those_that_have_one(neighbour, level):
    """No pair reaches above T12 or below L3, because only these are treated."""
    with pytest.raises(
        ValueError, match=f"level must be .* neighbour is {neighbour}, got .{level}"
    ):
        Case(level=level, neighbour=neighbour)


def test_the_other_bone_of_a_pair_is_a_usual_case_of_its_own():
    """The same kind of fracture, the same needles, and its own numbers."""
    case = Case(level="L2", shape="crush", neighbour="waiting", height_loss=0.2)
    assert case.other == Case(level="L1", shape="crush")
    assert Case(level="L1", neighbour="treated").other == Case(level="L2")
    assert Case().other is None
    assert case.family() == Case(level="L2", shape="crush", neighbour="waiting")


def test_the_stories_of_a_pair_lead_to_each_other():
    """Which bone is treated and which is not changes, and nothing else."""
    first = Case(level="L2", shape="crush", neighbour="waiting", height_loss=0.2, cement=0.1)
    assert first.turned == Case(
        level="L1", shape="crush", neighbour="treated", height_loss=0.2, cement=0.1
    )
    assert first.turned.turned == first
    assert Case().turned is None


def test_a_case_is_plain_data():
    """A case survives the trip through a dictionary."""
    assert Case(**Case().to_dict()) == Case()
