"""Compare: two language versions of a text, two instruments, or two wordings of one language."""

from pipeline.errors import TongwenError
from ui import address, frame
from ui.comparing import instruments, versions, wordings
from ui.parts.choosing import segmented
from ui.parts.paging import first_page

PAGE = "compare"
WAYS = ("versions", "clauses", "wordings")


def show() -> None:
    """Draw the page."""
    say, held = frame.say(), frame.collection()
    headings = held.documents()
    draws = dict(zip(WAYS, (versions, instruments, wordings), strict=True))
    common = (address.Field("way", WAYS[0], options=WAYS), address.Field("page", "1"))
    of_way = {way: drawn.fields(headings) for way, drawn in draws.items()}
    address.adopt(PAGE, (*common, *(field for fields in of_way.values() for field in fields)))
    way = segmented(
        PAGE,
        "way",
        WAYS,
        say("compare.way"),
        lambda code: say(f"compare.way.{code}"),
        lambda: first_page(PAGE),
    )
    try:
        draws[way].draw(PAGE, held, headings, say)
    except TongwenError as error:
        frame.refused(error)
    address.publish(PAGE, (*common, *of_way[way]))


if __name__ == "__main__":
    show()
