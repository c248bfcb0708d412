"""The words: complete, sourced, easy to read, and without promises."""

import re
import shutil
import tomllib
from dataclasses import asdict, replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.model.labels import LABELS
from scenes.story.steps import STEPS
from tests.visualizer.reading import sentences
from visualizer.commands import cli
from visualizer.content import (
    FOLDER,
    ContentError,
    load_content,
    load_contents,
    loading,
    patient_sentences,
    sentences_of,
)

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "sources")
SOURCES = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))


@pytest.fixture(params=LANGUAGES)
def content(request):
    """Load the words of each language in turn."""
    return load_content(request.param)


@pytest.fixture
def english():
    """Load the words that the measures of reading are made for."""
    return load_content("en")


def step_text(step):
    """Return everything that a step says."""
    return " ".join(sentence.text for sentence in step.sentences)


def test_every_step_has_words(content):
    """The words name exactly the steps of the timeline, in their order."""
    assert [step.key for step in content.steps] == [step.key for step in STEPS]


def test_every_sentence_has_an_id_and_known_sources(content):
    """A statement can be found, and traced to where it comes from."""
    found = sentences_of(content)
    assert len({sentence.id for sentence in found}) == len(found) > 60
    for sentence in found:
        assert sentence.sources
        assert set(sentence.sources) <= content.sources.keys()


def test_every_source_is_used(content):
    """No source is listed that nothing rests on."""
    rows = (*sentences_of(content), *content.numbers)
    used = {key for row in rows for key in row.sources}
    assert used == content.sources.keys()


def test_titles_are_short_and_differ(content):
    """The slider's words fit under their marks, and no two steps are called the same."""
    assert len({step.title for step in content.steps}) == len(content.steps)
    assert len({step.short for step in content.steps}) == len(content.steps)
    assert max(len(step.short) for step in content.steps) <= 10


def test_the_picture_is_described(content):
    """The text alternative of each picture says something that the caption does not."""
    for step in content.steps:
        assert 10 <= len(step.picture.split()) <= 50
        assert step.picture not in step_text(step)


def test_a_step_says_two_or_three_sentences(content):
    """What happens is told in at most 45 words."""
    for step in content.steps:
        text = " ".join(sentence.text for sentence in step.words)
        assert 2 <= len(sentences(text)) <= 4
        assert len(text.split()) <= 45


def test_playing_leaves_time_to_read(content):
    """Playing rests at least as long as slow reading takes."""
    for step in content.steps:
        words = sum(len(sentence.text.split()) for sentence in step.words)
        assert words / 2.5 <= step.pause <= 25


def test_every_label_has_words(content):
    """The words name exactly what can be named on the model."""
    assert {term.key for term in content.labels} == set(LABELS)


def test_labels_fit_on_the_picture(content):
    """A name has 24 letters at most, and what it is takes one breath to read."""
    assert len({term.name for term in content.labels}) == len(content.labels)
    for term in content.labels:
        assert len(term.name) <= 24, term.key
        assert len(term.definition.text.split()) <= 20, term.key
        assert term.name not in term.definition.text, term.key


def test_emergencies_come_first(content):
    """The most urgent signs are read first."""
    assert [group.key for group in content.call] == ["emergency", "urgent", "soon"]


def test_the_steps_keep_the_order_of_the_procedure(english):
    """The balloon is said to be out before cement is said to go in."""
    keys = [step.key for step in english.steps]
    assert keys.index("cavities") < keys.index("cement")
    assert "before any cement goes in" in step_text(english.steps[keys.index("cavities")])


def test_the_disclaimer_says_what_it_is_not(english):
    """The page says that it is no advice, and that no clinician has checked it yet."""
    assert "not medical advice" in english.page.disclaimer
    assert "illustrative" in english.page.disclaimer
    assert english.page.reviewed == "Not yet reviewed by a clinician."


@pytest.fixture
def copy(tmp_path):
    """Copy the word files, to be broken."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('close = "Close"\n', "", r"en\.toml: page lacks close"),
        ("[page]\n", '[page]\nnews = "x"\n', r"en\.toml: page has unknown news"),
        ('close = "Close"', 'close = " "', r"en\.toml: page\.close must be a text, got ' '"),
        ('close = "Close"', "close = 1", r"en\.toml: page\.close must be a text, got 1"),
        ('title = "A bone breaks"\n', "", r"en\.toml: steps\.fracture lacks title"),
        ('"fracture.cause"', '"fracture.wedge"', r"the id fracture\.wedge is used twice"),
        ('"closing.out" =', '"closing.off" =', r"unipedicular\.closing has unknown closing\.off"),
        ("[variants.crush.fracture]", "[variants.crush.break]", r"crush has unknown break"),
        ("[variants.crush.fracture]", "[variants.crash.fracture]", r"variants has unknown crash"),
        ('["shapes", "model"]', '["rumour"]', r"fracture\.lean needs known sources"),
        ('["discs"]', '["rumour"]', r"label\.disc needs known sources, got \['rumour'\]"),
        ('["discs"]', "[]", r"label\.disc needs known sources, got \[\]"),
        ("[page]", "[page", r"en\.toml cannot be read"),
        ('more = "More"\n', "", r"en\.toml: picture lacks more"),
        ('tilt = "', 'lilt = "', r"en\.toml: asides lacks tilt and has unknown lilt"),
        (
            "\nsetting = {",
            "\nsundial = {",
            r"en\.toml: notes lacks setting and has unknown sundial",
        ),
        ('{ name = "Disc", ', "{ ", r"en\.toml: labels\.disc lacks name"),
        ('zero = "No', 'none = "No', r"questions\.ticked has unknown none"),
        ('other = "{count}', 'many = "{count}', r"questions\.ticked lacks other"),
        ('undo = "', 'redo = "', r"questions lacks undo and has unknown redo"),
        ('ask = "What I', 'asks = "What I', r"handout lacks ask and has unknown asks"),
    ],
)
def test_a_broken_word_file_is_named(copy, old, new, complaint):
    """What is missing, unknown, empty, doubled or unsourced is said in one sentence."""
    path = copy / "en.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=complaint):
        load_content("en", copy)


def test_a_missing_language_is_named():
    """A language without a file is an error that names the file."""
    with pytest.raises(ContentError, match=r"xx\.toml cannot be read"):
        load_content("xx")


@pytest.fixture(scope="module")
def words():
    """Read the English file as plain data."""
    return tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))


def places(data, path=()):
    """Name every place in a word file."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@pytest.fixture(scope="module")
def every_place(words):
    """Name every place in the English file."""
    return sorted(places(words), key=str)


def altered(data, path, wrong):
    """Put something else in one place, or take it away; the original stays as it was."""
    copy = dict(data) if isinstance(data, dict) else list(data)
    place, *inner = path
    if inner:
        copy[place] = altered(data[place], inner, wrong)
    elif wrong is None:
        del copy[place]
    else:
        copy[place] = wrong
    return copy


WRONG = (None, True, 3, 1.5, "", " ", "no such thing", [], [3], ["x"], {}, {"x": 1}, [{}])


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
def test_no_wrong_file_goes_unexplained(words, every_place, data):
    """Whatever stands in a place, or is missing there, it is fine or gets one sentence."""
    path = data.draw(st.sampled_from(every_place))
    broken = altered(words, path, data.draw(st.sampled_from(WRONG)))
    with patch.object(loading, "_read", lambda path: broken if path.stem == "en" else SOURCES):
        said = complaint()
    assert said == "" or said.startswith("en.toml")
    assert "\n" not in said


def complaint():
    """Return what is wrong with the English words."""
    try:
        load_content("en")
    except ContentError as error:
        return str(error)
    return ""


def test_a_file_has_its_own_language(copy):
    """A translation that still has the code of another language is refused."""
    shutil.copy(copy / "en.toml", copy / "fr.toml")
    with pytest.raises(ContentError, match=r"fr\.toml: language\.code must be 'fr', got 'en'"):
        load_contents(copy)


def test_the_program_starts_with_no_wrong_words(copy, capsys):
    """A wrong file is told before any other work, by file, key and reason."""
    path = copy / "es.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('close = "Cerrar"', "close = 3", 1), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--no-browser", "--words", str(copy)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "The words cannot be used: es.toml: page.close must be a text, got 3.\n"
    )


def test_every_language_says_the_same_things():
    """Ids, sources, disagreements, figures and their order are those of the English file."""
    english, *others = (load_content(language) for language in LANGUAGES)
    for other in others:
        for mine, theirs in zip(sentences_of(english), sentences_of(other), strict=True):
            assert replace(theirs, text=mine.text) == mine
        assert [term.key for term in english.glossary] == [term.key for term in other.glossary]
        assert [step.terms for step in english.steps] == [step.terms for step in other.steps]


def test_nothing_is_left_untranslated():
    """No sentence of four words or more is the same in two languages."""
    english, *others = (load_content(language) for language in LANGUAGES)
    for other in others:
        pairs = zip(sentences_of(english), sentences_of(other), strict=True)
        same = [mine.id for mine, theirs in pairs if mine.text == theirs.text]
        assert not same


@pytest.mark.parametrize("table", ["questions", "handout", "making"])
def test_no_word_of_a_table_is_left_untranslated(table):
    """Nothing of the list of questions, paper, or another model is the same in two languages."""
    english, *others = (load_content(language) for language in LANGUAGES)
    for other in others:
        mine, theirs = asdict(getattr(english, table)), asdict(getattr(other, table))
        assert not [key for key in mine if mine[key] == theirs[key]]


def test_a_list_can_be_counted(content):
    """Each form says the count, save the one for none."""
    for name, form in content.questions.ticked.items():
        assert ("{count}" in form) == (name != "zero")


def test_all_thirteen_disagreements_are_shown(content):
    """Where sources differ, the page says so."""
    shown = {sentence.differs for sentence in patient_sentences(content)} - {""}
    assert shown == {f"D{number}" for number in range(1, 14)}


def test_options_weigh_the_same(content):
    """Each treatment has good and hard sides, told in about as many words."""
    (options,) = (
        section.options
        for topic in content.topics
        for section in topic.sections
        if section.kind == "compare"
    )
    assert {option.key for option in options} >= {"no_surgery", "vertebroplasty", "kyphoplasty"}
    counts = [
        sum(len(item.text.split()) for item in option.good + option.hard) for option in options
    ]
    assert max(counts) / min(counts) <= 1.5
    for option in options:
        assert 0.5 <= len(option.good) / len(option.hard) <= 2.0


def test_no_sentence_has_a_gap(content):
    """What is filled in, such as the dates of the review, is there."""
    sentences = [sentence.text for sentence in sentences_of(content)]
    assert not [text for text in sentences if "{" in text or "}" in text]
    assert content.review.due.isoformat() in " ".join(sentences)


def test_the_words_are_not_overdue(content):
    """A file that was due for review stops the tests until someone has gone through it."""
    assert content.review.reviewed < content.review.due
    assert datetime.now(tz=UTC).date() <= content.review.due


def test_less_than_one_reads_like_a_number(content):
    """Where a measure rounds to nothing its words stand in a number's place, after no article."""
    asides, heights = content.asides, content.heights
    phrases = [getattr(asides, name) for name in asides.__dataclass_fields__]
    phrases += [heights.front_lost, heights.middle_lost]
    filled = [one.replace("{value}", asides.under_one) for one in phrases if "{value}" in one]
    assert len(filled) == 9
    for phrase in filled:
        assert not re.search(rf"\b(an?|the|una?|el|la) {asides.under_one}", phrase), phrase
    assert "0" not in asides.under_one


def test_no_step_names_a_bone_or_a_side(content):
    """What is said of a step and its picture is said of every level, left and right."""
    changed = [step for steps in content.variants.values() for step in steps.values()]
    for step in (*content.all_steps, *changed):
        said = " ".join([step.title, step.short, step.picture, step_text(step)])
        assert not re.search(r"\b(T\d+|L\d|left|right|izquierd.|derech.)\b", said), step.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["page", "picture", "asides", "heights", "handout", "reading_bar"])
def test_phrases_leave_room_for_the_same_things(part, language):
    """A number that one language fills in has its place in every other one."""
    english, other = (asdict(getattr(load_content(name), part)) for name in ("en", language))
    for key, phrase in english.items():
        wanted, found = (sorted(re.findall(r"\{\w+\}", text)) for text in (phrase, other[key]))
        assert found == wanted, key
