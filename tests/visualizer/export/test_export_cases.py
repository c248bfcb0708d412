"""The command ``export`` for chosen cases: which scene, pictures, words and names each gets."""

import json
import re
from contextlib import contextmanager
from html import unescape

import pytest

from scenes.file.glb import join
from scenes.file.key import picture_key, scene_key
from scenes.motion.pose import bone_at
from scenes.store.cache import Cache
from scenes.story.case import Case
from scenes.story.script import SCRIPTS
from scenes.story.steps import STEPS
from scenes.story.timeline import DURATION
from tests.moments import place_of
from tests.visualizer.baking import PlainStudio
from tests.visualizer.opened import opened, opening
from visualizer.commands import cli
from visualizer.commands import export_command as command
from visualizer.content import load_contents
from visualizer.export.exact_measures import exact_measures
from visualizer.links.case_names import case_name
from visualizer.links.case_readers import read_case
from visualizer.links.grammar import plain_case
from visualizer.page.components.example_line import case_line, case_lines

CONTENTS = load_contents()
EN = CONTENTS["en"]
FAMILY = Case(level="L2", shape="biconcave", approach="unipedicular")
SEVERE = Case(
    level="L2",
    shape="biconcave",
    approach="unipedicular",
    height_loss=0.4,
    height_regained=0.3,
)
ASKED = "level=L2,shape=biconcave,needles=1,loss=40,regained=30"
NAME = "L2-biconcave-needles1-loss40-regained30"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Make a cache with made-up scenes of two families and pictures of three cases."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    for family in (Case(), FAMILY):
        with cache.writing(scene_key(family), "scene") as folder:
            (folder / "scene.pack.glb").write_bytes(f"scene of {family.level}".encode())
    for case in (Case(), FAMILY, SEVERE):
        with cache.writing(picture_key(case), "stills") as folder:
            for step in range(len(STEPS)):
                picture = f"{step} {case}".encode()
                (folder / f"{step:02d}.webp").write_bytes(picture)
    return cache


def export(target, cache, *options):
    """Export as a person would."""
    cli.main(["export", str(target), f"--cache-dir={cache.root}", *options])


def refused(capsys, *arguments):
    """Export with these arguments and return the one sentence that is said."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["export", *map(str, arguments)])
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    return said.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--case=level=L9"], "--case: level is one of T12, L1, L2, L3, got 'L9'"),
        (["--case=loss=50"], "--case: loss is a whole number from 15 to 42, got '50'"),
        (["--case=level=L2", "--case=shape=crush"], "One file shows one case, got 2; a folder"),
        (["--case=level=L2", "--case=level=L2,loss=37"], "written once, got level=L2 twice"),
        (["--case=level=L1", "--case=case=1"], "written once, got the usual case twice"),
    ],
)
def test_wrong_cases_are_refused_before_any_work(
    capsys, monkeypatch, cache, tmp_path, options, said
):
    """One sentence with the value and what may stand there, and nothing is written."""
    monkeypatch.setattr(command, "make_scene", None)
    target = tmp_path / "a.html"
    heard = refused(capsys, target, f"--cache-dir={cache.root}", *options)
    assert said in heard
    assert not target.exists()


@pytest.mark.parametrize("language", CONTENTS)
def test_a_file_speaks_of_its_case(cache, tmp_path, language):
    """Scene, pictures, line, words and numbers are those of the case, without scripts too."""
    content = CONTENTS[language]
    export(tmp_path / "a.html", cache, f"--case={ASKED}", f"--lang={language}")
    page = unescape((tmp_path / "a.html").read_text())
    assert opened(page) == opening(SEVERE)
    assert case_line(content, SEVERE).partition(": ")[2].startswith("L2, ")
    assert content.cases.line.partition(":")[0] + ": L2, " in page
    unscripted = page[page.index("<noscript>") : page.index("</noscript>")]
    usual = {step.key for step in content.steps}
    for choice in ("biconcave", "unipedicular"):
        for key, step in content.variants[choice].items():
            if key in usual:
                assert step.title in unscripted
                assert all(sentence.text in unscripted for sentence in step.words)
    assert content.taken.own in page
    pictures = re.findall(r"data:image/webp;base64,([\w+/=]+)", page)
    assert len(set(pictures)) == len(STEPS)
    assert "share.copy" not in page


def test_a_file_describes_the_cement_that_its_pictures_show(cache, tmp_path):
    """Cement that just fills the cavity has a smooth edge, in pictures of exactly this case."""
    case = Case(cement=0.0)
    if cache.entry(picture_key(case), "stills") is None:
        with cache.writing(picture_key(case), "stills") as folder:
            for step in range(len(STEPS)):
                (folder / f"{step:02d}.webp").write_bytes(b"picture")
    export(tmp_path / "a.html", cache, "--case=cement=0")
    page = unescape((tmp_path / "a.html").read_text())
    assert f'alt="{EN.variants["just_full"]["cement"].picture}"' in page
    assert f'alt="{EN.steps[place_of("cement")].picture}"' not in page


@pytest.mark.parametrize(("suffix", "baked"), [(".html", FAMILY), (".glb", SEVERE)])
def test_only_the_model_alone_needs_a_scene_of_its_own(monkeypatch, cache, tmp_path, suffix, baked):
    """A page changes the numbers of its family's scene; other programs play what is in the file."""
    asked = []

    def make(case, *_):
        asked.append(case)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "make_scene", make)
    with pytest.raises(SystemExit):
        export(tmp_path / f"a{suffix}", cache, f"--case={ASKED}")
    assert asked == [baked]


@pytest.fixture(scope="module")
def site(cache, tmp_path_factory):
    """Write a site of three cases, two of one family, in Spanish."""
    folder = tmp_path_factory.mktemp("site") / "spine"
    family = ASKED.partition(",loss")[0]
    options = [f"--case={ASKED}", "--case=level=L1", f"--case={family}", "--lang=es"]
    export(folder, cache, *options)
    return folder


def test_what_cases_share_is_written_once(site):
    """One scene per family, the page's own files once, pictures by case."""
    scenes = sorted(file.read_text() for file in (site / "scene").glob("*.glb"))
    assert scenes == ["scene of L1", "scene of L2"]
    assert len(list(site.rglob("viewer.js"))) == 1
    keys = {folder.name for folder in (site / "stills").iterdir()}
    assert keys == {picture_key(case) for case in (SEVERE, Case(), FAMILY)}
    folders = {folder.name for folder in site.iterdir() if (folder / "index.html").is_file()}
    assert folders == {"usual", NAME.partition("-loss")[0]}


def test_the_first_case_opens_the_site(site):
    """Each page has its own case, and its files are named by it."""
    assert opened((site / "index.html").read_text()) == opening(SEVERE)
    assert opened((site / "usual" / "index.html").read_text()) == opening(Case())
    assert (site / f"kyphoplasty.{NAME}.es.html").is_file()
    assert (site / "usual" / "kyphoplasty.es.html").is_file()


def carried(page):
    """Return what a page carries in place of a server."""
    text = page.read_text()
    return json.loads(text.split('id="carried">')[1].split("</script>")[0])["state"]


def test_every_page_links_to_the_other_cases(site):
    """By addresses that lead to pages, in words; its own case is named without a link."""
    lines = case_lines(CONTENTS["es"], [SEVERE, Case(), FAMILY])
    folders = [site, site / "usual", site / "L2-biconcave-needles1"]
    for folder in folders:
        examples = carried(folder / "index.html")["examples"]
        assert [example["line"] for example in examples] == lines
        found = [folder / one["address"] for one in examples if one["address"]]
        assert all(page.is_file() for page in found)
        assert [page.resolve().parent for page in found] == [
            other for other in folders if other != folder
        ]
        up = "" if folder is site else "../"
        assert f'href="{up}examples.es.html"' in (folder / "index.html").read_text()


def test_a_page_lists_all_cases_without_scripts(site):
    """A picture and a sentence for each, which lead to its page in the same language."""
    page = (site / "examples.es.html").read_text()
    items = re.findall(
        r'<li.*?href="([^"]+)".*?src="([^"]+)".*?<span[^>]*>(.*?)</span>', page, re.DOTALL
    )
    lines = [" ".join(unescape(line).split()) for _, _, line in items]
    assert lines == case_lines(CONTENTS["es"], [SEVERE, Case(), FAMILY])
    assert all((site / address).is_file() for item in items for address in item[:2])
    assert CONTENTS["es"].page.disclaimer in page
    assert '<html lang="es"' in page
    for file in site.rglob("*.html"):
        assert 'Content-Security-Policy" content="default-src ' in file.read_text(), file


def test_one_case_has_no_list(cache, tmp_path):
    """The page says in one sentence that there is no other."""
    export(tmp_path / "site", cache, "--case=level=L1", "--lang=en")
    assert carried(tmp_path / "site" / "index.html")["examples"] == []
    assert not list((tmp_path / "site").rglob("examples.*"))


PAIR = Case(neighbour="waiting", height_loss=0.3)


@pytest.fixture
def pair_cache(cache):
    """Add made-up scenes and pictures of both stories of a pair."""
    for case in (PAIR, PAIR.turned):
        for key, entry in ((scene_key(case.family()), "scene"), (picture_key(case), "stills")):
            if cache.entry(key, entry) is None:
                with cache.writing(key, entry) as folder:
                    (folder / "scene.pack.glb").write_bytes(b"scene")
    return cache


def test_a_site_has_both_stories_of_a_pair(capsys, pair_cache, tmp_path):
    """The one that was not asked for goes along, at the same numbers, and the command says so."""
    site = tmp_path / "site"
    export(site, pair_cache, "--case=neighbour=waiting,loss=30", "--lang=en")
    other = "level=T12,neighbour=treated,loss=30"
    said = " ".join(capsys.readouterr().err.split())
    assert f"also has {other}, because neighbour=waiting,loss=30 leads to it." in said
    stories = [read_case("neighbour=waiting,loss=30"), read_case(other)]
    examples = carried(site / "index.html")["examples"]
    assert [one["family"] for one in examples] == [plain_case(one)["family"] for one in stories]
    pages = [site / (one["address"] or "index.html") for one in examples]
    assert [opened(page.read_text()) for page in pages] == [opening(one) for one in stories]
    assert (site / "T12-treated-loss30" / "index.html").is_file()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (["neighbour=waiting", "level=T12,neighbour=treated,loss=20"], ["", "T12-treated-loss20"]),
        (["neighbour=waiting,treatment=time"], [""]),
        (["level=L1"], [""]),
    ],
)
def test_a_site_is_given_no_story_that_nothing_leads_to(capsys, monkeypatch, asked, written):
    """Nor one that it has at other numbers."""
    cases = []
    monkeypatch.setattr(command, "_write_site", lambda _, __, given, ___: cases.extend(given) or [])
    options = [f"--case={case}" for case in asked]
    cli.main(["export", "unwritten/", *options])
    assert ["" if at == 0 else case_name(case) for at, case in enumerate(cases)] == written
    assert "also has" not in capsys.readouterr().err


def test_cases_that_sound_alike_have_different_lines():
    """Where only what comes back differs, the sentence says it."""
    cases = [SEVERE, Case(**SEVERE.to_dict() | {"height_regained": 0.6}), Case()]
    lines = case_lines(EN, cases)
    assert lines[0] == (
        "Example: L2, low in the middle, one needle, up to 40 % of its height lost, "
        "30 % of that comes back"
    )
    assert len(set(lines)) == 3
    assert lines[2] == case_line(EN, Case())


def test_cases_that_differ_in_their_cement_alone_have_different_lines():
    """The sentence then says how much of it goes in."""
    fuller = Case(**SEVERE.to_dict() | {"cement": 0.8})
    lines = case_lines(EN, [SEVERE, fuller, Case()])
    assert [line.rpartition(", ")[2] for line in lines[:2]] == [
        "cement 50 of 100",
        "cement 80 of 100",
    ]


def test_progress_is_of_all_cases_together(monkeypatch, tmp_path):
    """The share only grows, from case to case, and says which one it is at."""
    cache = Cache(tmp_path / "bare")
    for family in (Case(), FAMILY):
        with cache.writing(scene_key(family), "scene") as folder:
            (folder / "scene.pack.glb").write_bytes(b"scene")
    monkeypatch.setattr(command, "Studio", PlainStudio)
    reports = []

    @contextmanager
    def bar(*_):
        yield lambda message, share: reports.append((message, share))

    monkeypatch.setattr(command, "progress_bar", bar)
    monkeypatch.setattr(command.assets, "collect", lambda _: None)
    monkeypatch.setattr(command, "write_site", lambda *_: [])
    export(tmp_path / "site", cache, "--case=level=L1", f"--case={ASKED}", "--lang=en")
    shares = [share for _, share in reports]
    assert shares == sorted(shares)
    assert max(share for message, share in reports if "case 1" in message) == pytest.approx(0.45)
    assert reports[-2:] == [
        ("Painting the pictures, case 2 of 2", command.WRITING),
        ("Writing the site", command.WRITING),
    ]


def test_measures_are_those_of_the_case(tmp_path):
    """Heights are read off the family's table at the loss that the case has at each step."""
    track = {"times": [0, 1], "values": [25, 16]}
    measures = {"anterior": track, "past_wall": track}
    heights = {"losses": [0.0, 0.4], "anterior": [25.0, 15.0]}
    checks = {"losses": [0.0, 0.8], "past_wall": [[20, 10], [24, 14]]}
    scripts = {
        treatment: {
            "steps": [{"time": step.time} for step in script.steps],
            "tracks": {"measures": measures},
            "checks": checks,
        }
        for treatment, script in SCRIPTS.items()
    }
    file = tmp_path / "scene.glb"
    extras = {"scripts": scripts, "numbers": {"heights": heights}}
    file.write_bytes(join({"scenes": [{"extras": extras}]}, b""))
    usual = exact_measures(FAMILY, file)["kyphoplasty"]
    broken = place_of("fracture")
    assert [rest["anterior"] for rest in usual][:2] == [25, 16]
    exact = exact_measures(SEVERE, file)
    heights = [rest["anterior"] for rest in exact["kyphoplasty"]]
    assert [rest["anterior"] for rest in exact["time"]] == [25] * broken + [15, 15, 15]
    assert heights[broken - 1 : broken + 1] == [25, 15]
    past = [rest["past_wall"] for rest in exact["kyphoplasty"]]
    assert past[:3] == [22, 12, 12]
    assert heights[-1] == pytest.approx(25 - 25 * bone_at(SEVERE, DURATION).loss, abs=0.01)
    assert heights[-1] == pytest.approx(25 - 25 * 0.4 * 0.7, abs=0.01)
