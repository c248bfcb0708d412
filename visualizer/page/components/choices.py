"""Buttons of which one is pressed."""

from collections.abc import Mapping

from trame.widgets import html

from visualizer.page.components.markup import bound, fixed, said


class Choices(html.Div):
    """A group of toggle buttons in one frame, for things that exclude each other.

    Parameters
    ----------
    name : str
        Key of what is chosen, for a screen reader.

    labels : Mapping of str to str
        From value to the key of the button's words.

    chosen : str
        Expression of the value that holds.

    choose : str
        Expression that makes ``{value}`` hold.

    """

    def __init__(
        self, name: str, labels: Mapping[str, str], *, chosen: str, choose: str, **kwargs: object
    ) -> None:
        classes = f"choices {kwargs.pop('classes', '')}".strip()
        super().__init__(
            classes=classes,
            raw_attrs=[*fixed(role="group"), *bound(aria_label=f"$say.{name}")],
            **kwargs,
        )
        with self:
            for value, label in labels.items():
                html.Button(
                    said(label),
                    type="button",
                    click=choose.format(value=value),
                    raw_attrs=bound(aria_pressed=f"{chosen} === '{value}'"),
                )
