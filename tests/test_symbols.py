import pytest

from pipeline.text.symbols import (
    body_and_session,
    find_symbols,
    is_symbol,
    normalise_symbol,
    symbol_from_name,
)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("see A/RES/55/25 and A/79/460, para. 15", ("A/RES/55/25", "A/79/460")),
        ("S/RES/2482(2019)，", ("S/RES/2482 (2019)",)),
        (
            "CTOC/COP/WG.2/2012/3- CTOC/COP/WG.3/2012/4",
            ("CTOC/COP/WG.2/2012/3", "CTOC/COP/WG.3/2012/4"),
        ),
        ("CTOC/COP/WG.3/2012/CRP.1", ("CTOC/COP/WG.3/2012/CRP.1",)),
        ("A/RES/ES-11/1", ("A/RES/ES-11/1",)),
        ("and/or, 3/4 of the N/A cells", ()),
        ("", ()),
    ],
)
def test_symbols_in_text(text: str, symbols: tuple[str, ...]) -> None:
    assert find_symbols(text) == symbols


@pytest.mark.parametrize(
    ("symbol", "body", "session"),
    [
        ("A/RES/79/243", "GA", "79"),
        ("A/HRC/RES/57/1", "HRC", "57"),
        ("S/RES/2482 (2019)", "SC", "2019"),
        ("S/PRST/2020/11", "SC", "2020"),
        ("E/RES/2021/1", "ECOSOC", "2021"),
        ("CTOC/COP/WG.3/2012/5", "CTOC-WG.3", "2012"),
        ("A/RES/ES-11/1", "GA", "ES-11"),
        ("MCC/COP/WG.1/2019/5", "MCC/COP/WG.1", "2019"),
        ("wg-report", "", ""),
    ],
)
def test_body_and_session(symbol: str, body: str, session: str) -> None:
    assert body_and_session(symbol) == (body, session)


def test_one_spelling() -> None:
    assert normalise_symbol(" S/RES/2482(2019)*") == "S/RES/2482 (2019)"
    assert normalise_symbol("A/RES/47/120B") == "A/RES/47/120 B"
    assert is_symbol("A/DEC/76/402 B")
    assert not is_symbol("see A/RES/55/25")


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("folder/report.zh.txt", "report"),
        ("folder/report.en.txt", "report"),
        ("a.zip!b/A_RES_79_243.xml", "A/RES/79/243"),
        ("minutes of 3 May.md", "minutes of 3 May"),
    ],
)
def test_a_file_name_stands_in_for_a_symbol(name: str, symbol: str) -> None:
    assert symbol_from_name(name) == symbol
