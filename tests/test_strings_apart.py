"""Words of others turn nothing of the sentence they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.strings import Strings
from pipeline.strings.apart import set_apart

_SIGNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def outside(words: str) -> str:
    """What stands in no isolate; fails where an isolate is ended twice or never."""
    depth, left = 0, []
    for sign in words:
        depth += sign in "\u2066\u2067\u2068"
        if not depth:
            left.append(sign)
        depth -= sign == "\u2069"
        assert depth >= 0
    assert depth == 0
    return "".join(left)


@given(st.text(st.sampled_from(_SIGNS + "a1 \u05d0"), max_size=12))
def test_what_turns_is_in_an_isolate_of_its_own(words: str) -> None:
    apart = set_apart(words)
    if set(words) & set(_SIGNS):
        assert outside(apart) == ""
    else:
        assert apart == words
    assert [c for c in apart if c not in _SIGNS] == [c for c in words if c not in _SIGNS]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_turns_nothing_of_the_line_it_stands_in(lang: str) -> None:
    say = Strings(lang)  # type: ignore[arg-type]
    plain = say("judged.line", action="a", who="", when="2022-01-01")
    turned = say("judged.line", action="a", who="\u202eLi\u2069\u2069", when="2022-01-01")
    assert outside(turned) == plain


def test_words_without_such_signs_are_as_they_were() -> None:
    assert set_apart("=1+1 <b> 灯") == "=1+1 <b> 灯"
    assert set_apart("\u202ex") == "\u2068\u202ex\u2069"
    assert set_apart("a\u2069b\u2067c") == "\u2068ab\u2067c\u2069\u2069"
