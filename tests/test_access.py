"""Who is let in to a shared server: the table of roles, and what the provider says of a visitor."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError, Unreadable, WrongEncoding

pytest.importorskip("streamlit.testing.v1", reason="streamlit is not installed")

from ui.visitors.access import HOURS, told
from ui.visitors.roles import Person, person_of, plain, read_people

NOW = 1_800_000_000.0
TABLE = """email,role,subject,remark
Li.Na@Example.org,review,,first reader
wang@example.org,read,,
chen@example.org,read,oid-7,the provider confirms no addresses
"""


def table(folder: Path, words: str = TABLE) -> Path:
    path = folder / "roles.csv"
    path.write_text(words, encoding="utf-8")
    return path


def claims(email: str = "wang@example.org", **others: object) -> dict[str, object]:
    """What the provider says of somebody who signed in a minute ago."""
    said: dict[str, object] = {"is_logged_in": True, "email": email, "email_verified": True}
    return said | {"sub": f"sub of {email}", "iat": NOW - 60} | others


def test_the_table_is_read_with_its_columns_in_any_order(tmp_path: Path) -> None:
    path = table(tmp_path, '\ufeffrole,note,email\r\nread,"a, b", wang@example.org \r\n\r\n,,\r\n')
    assert read_people(path) == (Person("wang@example.org", "read"),)
    assert read_people(table(tmp_path)) == (
        Person("Li.Na@Example.org", "review"),
        Person("wang@example.org", "read"),
        Person("chen@example.org", "read", "oid-7"),
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "no column email and no column role"),
        ("email\nli@example.org\n", "no column role"),
        ("email,role\nli@example.org,admin\n", "line 2: role 'admin' is neither read nor review"),
        ("email,role\nli@example.org,\n", "line 2: role '' is neither read nor review"),
        ("email,role\nli@example.org,Review\n", "line 2: role 'Review' is neither"),
        ("email,role\n*,read\n", "line 2: '*' is no address"),
        ("email,role\na@example.org,read\nA@example.org,review\n", "line 3: A@example.org stands"),
        ("email,role,subject\na@b.c,read,7\nd@b.c,review,7\n", "line 3: d@b.c stands there twice"),
    ],
)
def test_a_table_with_a_fault_lets_nobody_in_and_names_the_line(
    tmp_path: Path, words: str, line: str
) -> None:
    path = table(tmp_path, words)
    with pytest.raises(InputError, match=line.replace("*", r"\*")) as told_of:
        told(claims(), path, NOW)
    assert str(told_of.value).startswith(str(path))
    assert "\n" not in str(told_of.value)


def test_a_table_that_is_missing_or_no_text_lets_nobody_in(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        told(claims(), tmp_path / "roles.csv", NOW)
    with pytest.raises(Unreadable, match="directory"):
        told(claims(), tmp_path, NOW)
    (tmp_path / "roles.csv").write_bytes("email,role\n张@example.org,read\n".encode("gb18030"))
    with pytest.raises(WrongEncoding):
        told(claims(), tmp_path / "roles.csv", NOW)


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({}, "out"),
        ({"is_logged_in": False, "email": "wang@example.org"}, "out"),
        ({"is_logged_in": "true", "email": "wang@example.org"}, "out"),
        (claims(), "read"),
        (claims("WANG@EXAMPLE.ORG"), "read"),
        (claims("li.na@example.org"), "review"),
        (claims("zhao@example.org"), "stranger"),
        (claims("wang@example.org.example.net"), "stranger"),
        (claims(""), "stranger"),
        (claims(email_verified=False), "unverified"),
        (claims(email_verified="true"), "unverified"),
        (claims(email_verified=1), "unverified"),
        (claims(email_verified=None), "unverified"),
        (claims("zhao@example.org", email_verified=False), "unverified"),
        (claims("chen@example.org"), "stranger"),
        (claims("chen@example.org", email_verified=None, sub="oid-7"), "read"),
        (claims("other@example.org", email_verified=None, sub="oid-7"), "read"),
        (claims("chen@example.org", sub=""), "stranger"),
        (claims(iat=NOW - HOURS * 3600 - 1), "lapsed"),
        (claims(iat=NOW - HOURS * 3600 + 1), "read"),
        (claims(iat=NOW + 301), "lapsed"),
        (claims(iat=None), "lapsed"),
        (claims(iat="1800000000"), "lapsed"),
        (claims(iat=float("nan")), "lapsed"),
    ],
)
def test_who_is_let_in(tmp_path: Path, said: dict[str, object], standing: str) -> None:
    assert told(said, table(tmp_path), NOW).standing == standing


def test_the_address_is_the_one_of_the_table_and_who_reviews_reads(tmp_path: Path) -> None:
    reviewer = told(claims("LI.NA@example.org"), table(tmp_path), NOW)
    assert (reviewer.address, reviewer.may("review"), reviewer.may("read")) == (
        "Li.Na@Example.org",
        True,
        True,
    )
    reader = told(claims("x@example.org", sub="oid-7"), table(tmp_path), NOW)
    assert (reader.address, reader.may("review"), reader.may("read")) == (
        "chen@example.org",
        False,
        True,
    )


def test_letters_that_only_look_like_ascii_are_other_letters() -> None:
    people = (Person("kim@strasse.example.org", "review"),)
    assert person_of(people, "KIM@Strasse.example.org", True, "") == people[0]
    for other in (
        "\u212aim@strasse.example.org",
        "kim@straße.example.org",
        "кim@strasse.example.org",
    ):
        assert person_of(people, other, True, "") is None


@given(st.text(), st.text())
def test_addresses_are_the_same_only_where_ascii_case_alone_differs(one: str, other: str) -> None:
    same = plain(one) == plain(other)
    letters = [(a, b) for a, b in zip(one.strip(), other.strip(), strict=False) if a != b]
    by_hand = len(one.strip()) == len(other.strip()) and all(
        a.isascii() and b.isascii() and a.lower() == b.lower() for a, b in letters
    )
    assert same == by_hand
