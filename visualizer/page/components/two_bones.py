"""The inside of a healthy bone and of a weak one, beside each other."""

from trame.widgets import html

from visualizer.page.components.markup import bound, fixed, said


class TwoBones(html.Div):
    """Two round pictures with their names; away where they have not been painted."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            classes="two-bones",
            # Loaded with the page, so that moving the slider asks the server for nothing.
            v_if="bone_pictures.weak && !unpainted",
            v_show="steps[step].bones && !second",
            raw_attrs=[
                *fixed(role="group", data_keep_clear=""),
                *bound(aria_label="$say.asides.bones"),
            ],
            **kwargs,
        )
        with self:
            for kind in ("healthy", "weak"):
                with html.Figure():
                    html.Img(
                        raw_attrs=[
                            *bound(
                                src=f"bone_pictures.{kind}",
                                alt=f"$say.asides.bone_{kind}_picture",
                            ),
                            '@error="$look.awaitBones()"',
                        ],
                    )
                    html.Figcaption(said(f"asides.bone_{kind}"))
            html.P(said("notes.bones"))
