"""The pages of a site: those of each case in a folder, and one that lists all cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trame.widgets import html

from scenes.story.timeline import time_of
from visualizer.content import Content
from visualizer.export.carried import carried_html
from visualizer.export.edition import Address, Edition, shown, still_addresses
from visualizer.export.single_file import single_file
from visualizer.links.case_names import file_name
from visualizer.links.grammar import plain_case
from visualizer.links.places import Places
from visualizer.making.scenes import Baked
from visualizer.page.assets import Assets
from visualizer.page.components.example_line import case_lines
from visualizer.page.components.markup import fixed, text
from visualizer.page.living_page import Copied, Example
from visualizer.page.loose_widgets import loose_widgets
from visualizer.page.panels import showing, surroundings_of
from visualizer.page.printed_page import handout_body, handout_html
from visualizer.page.shell import Fittings, linked, shell_html

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Vue compiles the page's template; meshopt decodes the scene in WASM.
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
LISTED = int(time_of("fracture"))
"""Step whose picture stands for a case: the break."""

Files = Iterator[tuple[str, bytes]]
"""Names below the folder, with what is in each."""


@dataclass(frozen=True)
class SitePages:
    """Writes the pages.

    Attributes
    ----------
    editions : sequence of Edition
        The cases; the first is the one at the top.

    contents : Mapping of str to Content
        The words by language; the first is the one that the site opens with.

    assets : Assets
        The page's own files.

    """

    editions: Sequence[Edition]
    contents: Mapping[str, Content]
    assets: Assets

    def files(self) -> Files:
        """Give every page; the list only where there are several cases."""
        for edition in self.editions:
            for content in self.contents.values():
                yield from self._case(edition, content)
        if self._has_list:
            for language, content in self.contents.items():
                yield _list_name(language), self._list(content).encode()

    def _case(self, edition: Edition, content: Content) -> Files:
        """Give the pages of one case in one language, all in one folder."""
        here = f"{edition.name}/" if edition.name else ""
        own, scene = self._assets(edition), _up(edition) + scene_name(edition)
        address, places = _pictures(edition), self._places(edition)
        companions = [_up(edition) + companion_name(one) for one in edition.companions]
        stills, language = still_addresses(edition.case, address), content.language
        copied = Copied(examples=self._examples(edition, content), is_shared=True)
        fittings = Fittings(
            links=f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n{linked(own)}',
            carried=carried_html(shown(edition, scene, address, companions), copied),
            places=places,
        )
        change = content.cases.change if self._has_list else content.taken.other
        around = surroundings_of(content, self._names, places, change=change)
        page = shell_html(
            content,
            fittings,
            stills,
            scene=scene,
            surroundings=showing(around, content, edition.case),
            link=edition.link(language),
        )
        body = handout_body(content, stills, self._names, places, case=edition.case)
        yield here + places.pages[language], page.encode()
        paper = handout_html(content, own, body, policy=POLICY)
        yield here + places.handouts[language], paper.encode()
        yield here + places.files[language], single_file(edition, content, self.assets)

    def _list(self, content: Content) -> str:
        """Write the page that lists all cases, which can be read without scripts."""
        first = self.editions[0]
        lines = case_lines(content, [edition.case for edition in self.editions])
        with loose_widgets() as server:
            main = html.Main(trame_server=server, connect_parent=False)
            with main:
                self._fill_list(content, lines)
            body = str(main.html)
        title = f"{content.page.title}: {content.taken.all}"
        return handout_html(content, self._assets(first), body, title=title, policy=POLICY)

    def _fill_list(self, content: Content, lines: Sequence[str]) -> None:
        first = self.editions[0]
        with html.Nav(classes="tools"):
            for language, name in self._names.items():
                if language != content.language:
                    other = fixed(href=_list_name(language), lang=language, hreflang=language)
                    html.A(text(name), raw_attrs=other)
            call = fixed(href=f"{self._places(first).handouts[content.language]}#call")
            html.A(text(content.page.call), classes="urgent", raw_attrs=call)
        html.H1(text(content.page.title))
        html.P(text(content.taken.lead), classes="lead")
        with html.P(classes="disclaimer"):
            html.Strong(text(content.page.disclaimer))
        with html.Ul(classes="stills examples"):
            for edition, line in zip(self.editions, lines, strict=True):
                _listed(content, edition, line, self._page(first, edition, content.language))

    def _examples(self, here: Edition, content: Content) -> Sequence[Example]:
        if not self._has_list:
            return ()
        lines = case_lines(content, [edition.case for edition in self.editions])
        return [
            Example(
                line,
                "" if other is here else self._page(here, other, content.language),
                plain_case(other.case)["family"],
            )
            for other, line in zip(self.editions, lines, strict=True)
        ]

    def _page(self, here: Edition, other: Edition, language: str) -> str:
        """Return the way from the page of a case to that of another."""
        folder = f"{other.name}/" if other.name else ""
        return f"{_up(here)}{folder}{self._places(other).pages[language]}"

    def _assets(self, edition: Edition) -> Assets:
        return replace(self.assets, root=f"{_up(edition)}assets/")

    @property
    def _has_list(self) -> bool:
        return len(self.editions) > 1

    @property
    def _names(self) -> dict[str, str]:
        return {language: content.name for language, content in self.contents.items()}

    def _places(self, edition: Edition) -> Places:
        first = next(iter(self.contents))
        listed = self.contents if self._has_list else ()
        return Places(
            pages={
                language: "index.html" if language == first else f"{language}.html"
                for language in self.contents
            },
            handouts={language: f"handout.{language}.html" for language in self.contents},
            files={language: file_name(edition.case, language) for language in self.contents},
            lists={language: _up(edition) + _list_name(language) for language in listed},
        )


def scene_name(edition: Edition) -> str:
    """Return the name of a case's scene below the site's folder; one serves a whole family."""
    return f"scene/{edition.scene.key}.glb"


def companion_name(companion: Baked) -> str:
    """Return the name of a person's or room's file below the site's folder."""
    return f"companion/{companion.key}.glb"


def _listed(content: Content, edition: Edition, line: str, address: str) -> None:
    with html.Li(), html.A(raw_attrs=fixed(href=address)):
        if picture := _pictures(edition, top=True)(f"{LISTED:02d}"):
            html.Img(src=picture, alt=text(content.steps[LISTED].picture))
        html.Span(text(line))


def _list_name(language: str) -> str:
    return f"examples.{language}.html"


def _up(edition: Edition) -> str:
    """Return the way from a case's pages to the site's own folder."""
    return "../" if edition.name else ""


def _pictures(edition: Edition, *, top: bool = False) -> Address:
    up = "" if top else _up(edition)
    return lambda name: f"{up}{edition.still_name(name)}" if edition.picture(name) else ""
