"""Practice: good practices, who is named as a network or tool, and the dated events of a text."""

from pipeline.errors import TongwenError
from ui import address, frame
from ui.parts.choosing import segmented
from ui.parts.paging import first_page
from ui.practice import events, networks, practices

PAGE = "practice"
VIEWS = ("practices", "networks", "events")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    draws = dict(zip(VIEWS, (practices, networks, events), strict=True))
    common = address.Field("view", VIEWS[0], options=VIEWS), address.Field("page", "1")
    of_view = {view: drawn.fields(held) for view, drawn in draws.items()}
    address.adopt(PAGE, (*common, *(field for found in of_view.values() for field in found)))
    view = segmented(
        PAGE,
        "view",
        VIEWS,
        say("practices.view"),
        lambda code: say(f"practices.view.{code}"),
        lambda: first_page(PAGE),
    )
    try:
        draws[view].draw(PAGE, held, say)
    except TongwenError as error:
        frame.refused(error)
    address.publish(PAGE, (*common, *of_view[view]))


if __name__ == "__main__":
    show()
