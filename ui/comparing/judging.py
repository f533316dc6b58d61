"""What a person decides about one row: the dialog that a row's button opens."""

from collections.abc import Sequence

import streamlit as st

from pipeline.collection import Collection
from pipeline.errors import TongwenError
from pipeline.records import LANGS, Action, Judgement, Lang, Paragraph
from pipeline.review import judgement, key_links
from pipeline.strings import Strings
from pipeline.views.comparing.judged import judged_line
from pipeline.views.comparing.parallel import paragraph_name, table
from pipeline.views.comparing.rows import Row, finding_line, target_of
from pipeline.views.markup import tag, text
from ui import frame
from ui.comparing.pairs import versions_of_symbol
from ui.visitors import access

Link = tuple[tuple[int, ...], tuple[int, ...]]
"""Ordinals of paragraphs that correspond: (Chinese, English)."""
REVIEWER = "reviewer"
_OPEN = "judge.open"
_SEEN = "seen-judgements"


def draw(held: Collection, say: Strings) -> None:
    """Show the dialog of the row whose button was pressed, if one was."""
    asked = str(st.session_state.get(_OPEN, ""))
    key, _, symbol = asked.partition(" ")
    if not symbol:
        return
    if not access.may("review"):
        close()
        return
    rows = versions_of_symbol(held, symbol).rows
    at = next((i for i, row in enumerate(rows) if row.key == key), None)
    made = held.reviews().read().of(symbol)
    if at is None:
        close()
        if made:
            frame.notice("judge.gone", line=judged_line(made[-1], say))
        return
    st.session_state.setdefault(_SEEN, {j.id for j in made})
    dialog = st.dialog(say("judge.title"), width="large", on_dismiss=close)(_draw_dialog)
    dialog(held, symbol, rows, at, say)


def take(asked: str) -> None:
    """Note whose button was pressed; the page hands it on (``bridge.on_ask``)."""
    st.session_state[_OPEN] = asked
    st.session_state.pop(_SEEN, None)


def close() -> None:
    """Forget the row that is judged."""
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_SEEN, None)


def draw_reviewer(say: Strings, place: str) -> str:
    """The reviewer's name: who signed in; where there is no sign-in a name that is typed, kept for
    the visit."""
    if (signed := access.reviewer()) is not None:
        st.html(tag("p", text(say("judge.signed", who=signed)), "summary", say.lang))
        return signed
    name = st.text_input(
        say("judge.reviewer"),
        value=str(st.session_state.get(REVIEWER, "")),
        key=f"{place}.reviewer",
        max_chars=80,
    )
    st.session_state[REVIEWER] = name
    return str(name)


def _draw_dialog(held: Collection, symbol: str, rows: Sequence[Row], at: int, say: Strings) -> None:
    row = rows[at]
    order: tuple[Lang, Lang] = ("zh", "en") if say.lang == "zh" else ("en", "zh")
    st.html(table([row], say, order, places="place"))
    left, right = st.columns([1, 2], gap="medium")
    with left:
        who = draw_reviewer(say, "judge")
    with right:
        why = st.text_input(say("judge.reason"), key="judge.reason")
    try:
        decided = _draw_actions(held, symbol, rows, at, who, why, say)
        decided = _draw_findings(held, row, symbol, who, why, say) or decided
        if decided and (other := _meanwhile(held, decided)):
            frame.notice("judge.meanwhile", line=judged_line(other, say))
        elif decided:
            access.require("review")
            held.reviews().add([decided])
            close()
            st.rerun()
    except TongwenError as error:
        frame.refused(error)


def _meanwhile(held: Collection, decided: Judgement) -> Judgement | None:
    """The last judgement that somebody else made about the same paragraphs or finding since the
    dialog was opened or this was last asked; None where there is none."""
    seen: set[str] = st.session_state.get(_SEEN, set())
    made = held.reviews().read().of(decided.symbol)
    st.session_state[_SEEN] = {j.id for j in made}
    about = _about(decided)
    others = (j for j in made if j.id not in seen and j.reviewer != decided.reviewer)
    return next((j for j in reversed([*others]) if _about(j) & about), None)


def _about(made: Judgement) -> frozenset[tuple[str, str]]:
    """The paragraphs, the finding or the judgement that ``made`` is about; a paragraph's key is
    that of its own language."""
    zh = (("zh", key) for link in made.links for key in link.zh)
    en = (("en", key) for link in made.links for key in link.en)
    return frozenset([*zh, *en, *([("", made.target)] if made.target else [])])


def _draw_actions(
    held: Collection,
    symbol: str,
    rows: Sequence[Row],
    at: int,
    who: str,
    why: str,
    say: Strings,
) -> Judgement | None:
    """The judgement about which paragraphs correspond, once a button is pressed."""
    row = rows[at]
    own = _link(row)
    zh, en = held.paragraphs(symbol, "zh"), held.paragraphs(symbol, "en")
    chosen: tuple[Action, list[Link]] | None = None
    with st.container(horizontal=True, gap="small"):
        if st.button(say("judge.accept"), key="judge.accept", type="primary"):
            chosen = "accept", [own]
        if not row.is_one_sided and st.button(say("judge.reject"), key="judge.reject"):
            chosen = "reject", [(own[0], ()), ((), own[1])]
        if at + 1 < len(rows) and st.button(say("judge.merge"), key="judge.merge"):
            chosen = "merge", [_joined(own, _link(rows[at + 1]))]
    if len(own[0]) > 1 or len(own[1]) > 1:
        chosen = _draw_split(row, say) or chosen
    chosen = _draw_relink(row, zh, en, say) or chosen
    if chosen:
        action, links = chosen
        named = key_links(links, zh, en)
        return judgement(symbol, action, who, links=named, reason=why, made=held.reviews().moment())
    if row.judgement and st.button(say("judge.withdraw"), key="judge.withdraw"):
        target = row.judgement.id
        return judgement(
            symbol, "withdraw", who, target=target, reason=why, made=held.reviews().moment()
        )
    return None


def _link(row: Row) -> Link:
    return tuple(p.ordinal for p in row.zh), tuple(p.ordinal for p in row.en)


def _joined(one: Link, other: Link) -> Link:
    return tuple(sorted((*one[0], *other[0]))), tuple(sorted((*one[1], *other[1])))


def _draw_split(row: Row, say: Strings) -> tuple[Action, list[Link]] | None:
    """Where either side parts; two rows come of it."""
    with st.expander(say("judge.split")):
        cuts = []
        for column, lang in zip(st.columns(2), LANGS, strict=True):
            side = row.side(lang)
            cuts.append(
                column.selectbox(
                    say(f"judge.split.{lang}"),
                    range(len(side) + 1),
                    index=min(1, len(side)),
                    format_func=lambda n, s=side: _first_part(s, n, say),
                    key=f"judge.cut.{lang}",
                )
            )
        if not st.button(say("judge.split"), key="judge.split"):
            return None
    (zh, en), (z, e) = _link(row), cuts
    return "split", [(zh[:z], en[:e]), (zh[z:], en[e:])]


def _first_part(side: Sequence[Paragraph], count: int, say: Strings) -> str:
    if not count:
        return say("judge.split.none")
    return say("judge.split.up_to", paragraph=paragraph_name(side[count - 1], say))


def _draw_relink(
    row: Row, zh: Sequence[Paragraph], en: Sequence[Paragraph], say: Strings
) -> tuple[Action, list[Link]] | None:
    """Any paragraphs of both texts as one row."""
    with st.expander(say("judge.relink")):
        chosen: list[tuple[int, ...]] = []
        for lang, side in zip(LANGS, (zh, en), strict=True):
            picked = st.multiselect(
                say(f"judge.relink.{lang}"),
                range(len(side)),
                default=[p.ordinal for p in row.side(lang)],
                format_func=lambda i, s=side: paragraph_name(s[i], say),
                key=f"judge.relink.{lang}",
            )
            chosen.append(tuple(sorted(picked)))
        if not st.button(say("judge.relink"), key="judge.relink"):
            return None
    return "relink", [(chosen[0], chosen[1])]


def _draw_findings(
    held: Collection, row: Row, symbol: str, who: str, why: str, say: Strings
) -> Judgement | None:
    """The judgement about a finding, once a button is pressed."""
    decided: tuple[Action, str] | None = None
    for finding in row.findings:
        if _line_with_button(finding_line(finding, say), say("judge.dismiss"), finding.id):
            decided = "dismiss", target_of(finding)
    for aside in row.dismissed:
        line = f"{finding_line(aside.finding, say)} · {judged_line(aside.judgement, say)}"
        if _line_with_button(line, say("judge.restore"), aside.finding.id):
            decided = "restore", target_of(aside.finding)
    if decided is None:
        return None
    action, target = decided
    return judgement(symbol, action, who, target=target, reason=why, made=held.reviews().moment())


def _line_with_button(line: str, label: str, key: str) -> bool:
    words, button = st.columns([5, 1], vertical_alignment="center")
    words.html(tag("p", text(line), "summary"))
    return bool(button.button(label, key=f"judge.finding.{key}"))
