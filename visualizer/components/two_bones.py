"""The inside of a healthy bone and of a weak one, beside each other."""

from trame.widgets import html

from visualizer.components.markup import bound, fixed, text
from visualizer.content import Content


class TwoBones(html.Div):
    """Two round pictures with their names; away where they have not been painted.

    Parameters
    ----------
    content : Content
        The words.

    """

    def __init__(self, content: Content, **kwargs: object) -> None:
        words = content.asides
        super().__init__(
            classes="two-bones",
            # Loaded with the page, so that moving the slider asks the server for nothing.
            v_if="bone_pictures.weak && !unpainted",
            v_show="words[step].bones",
            raw_attrs=fixed(role="group", aria_label=words.bones, data_keep_clear=""),
            **kwargs,
        )
        with self:
            pictures = {
                "healthy": (words.bone_healthy, words.bone_healthy_picture),
                "weak": (words.bone_weak, words.bone_weak_picture),
            }
            for kind, (name, seen) in pictures.items():
                with html.Figure():
                    html.Img(
                        raw_attrs=[
                            *bound(src=f"bone_pictures.{kind}"),
                            *fixed(alt=seen),
                            '@error="$look.awaitBones()"',
                        ],
                    )
                    html.Figcaption(text(name))
            html.P(text(content.notes["bones"].text))
