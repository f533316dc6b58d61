import pytest

from pipeline.text.file_names import symbol_from_name
from pipeline.text.symbols import (
    body_and_session,
    edition_of,
    find_symbols,
    is_symbol,
    normalise_symbol,
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
        (
            "A/81/6 (Sect. 13)/Part A and A/81/6(Sect. 2)/Corr.1",
            ("A/81/6 (Sect. 13)/Part A", "A/81/6 (Sect. 2)/Corr.1"),
        ),
        (
            "A/C.3/79/L.5/Rev.1; A/CONF.222/RPTS/MC/1",
            ("A/C.3/79/L.5/Rev.1", "A/CONF.222/RPTS/MC/1"),
        ),
        ("TD/B/C.I/MEM.2/5", ("TD/B/C.I/MEM.2/5",)),
        ("CEDAW/C/CHN/CO/9", ("CEDAW/C/CHN/CO/9",)),
        ("DP/FPA-ICEF-UNW/2024/1", ("DP/FPA-ICEF-UNW/2024/1",)),
        ("FCCC/CP/2015/10/Add.1, HRI/GEN/1/Rev.9", ("FCCC/CP/2015/10/Add.1", "HRI/GEN/1/Rev.9")),
        ("NPT/CONF.2020/PC.I/1", ("NPT/CONF.2020/PC.I/1",)),
        ("E/CN.15/2024/2，ST/SGB/2024/1", ("E/CN.15/2024/2", "ST/SGB/2024/1")),
        ("CD/2179 and S/PV.9000", ("CD/2179", "S/PV.9000")),
        ("A/RES/217(III)", ("A/RES/217 (III)",)),
        ("A/79/123–S/2024/456", ("A/79/123", "S/2024/456")),
        ("TCP/IP4, PDF/A-1, GDP/2019, USD/2020, LGBTQ/2", ()),
        ("1/2, 24/7, 9/11, 12/05/2020, 2024/25, IV/12/2020", ()),
        ("https://undocs.org/A/RES/55/25 http://un.org/E/CN.15", ()),
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
        ("A/C.3/79/L.5/Rev.1", "GA-C.3", "79"),
        ("A/AC.254/34", "GA", ""),
        ("HRI/GEN/1/Rev.9", "HRI/GEN", ""),
        ("A/RES/217 (III)", "GA", "3"),
        ("E/CN.4/Sub.2/1997/20", "ECOSOC", "1997"),
        ("E/CN.15/2024/2", "CCPCJ", "2024"),
        ("A/81/6 (Sect. 13)/Part A", "GA", "81"),
        ("ISBA/19/C/17", "ISA", "19"),
        ("wg-report", "", ""),
    ],
)
def test_body_and_session(symbol: str, body: str, session: str) -> None:
    assert body_and_session(symbol) == (body, session)


def test_the_edition_of_a_symbol() -> None:
    assert edition_of("A/80/604/Add.8") == "addendum"
    assert edition_of("A/80/604/Rev.1/Corr.2") == "corrigendum"
    assert edition_of("A/C.3/79/L.5/Rev.1") == "revision"
    assert edition_of("A/80/604") == edition_of("") == ""


def test_one_spelling() -> None:
    assert normalise_symbol("A/81/6 (SECT. 13)*") == "A/81/6 (Sect. 13)"
    assert normalise_symbol("A/DEC/76/553 A and B") == "A/DEC/76/553 A-B"
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
        ("A_81_6 (SECT. 13).docx", "A/81/6 (Sect. 13)"),
        ("A_80_604_Add.6.pdf", "A/80/604/Add.6"),
        ("A_80_604_ADD.8-ZH.docx", "A/80/604/Add.8"),
        ("A-RES-55-25.pdf", "A/RES/55/25"),
        ("A-RES-ES-11-1.pdf", "A/RES/ES-11/1"),
        ("A_RES_73_3-EN.pdf", "A/RES/73/3"),
        ("A_RES_73_3 (1).pdf", "A/RES/73/3"),
        ("A%2FRES%2F79%2F243.pdf", "A/RES/79/243"),
        ("A_HRC_RES_54_13E.xml", "A/HRC/RES/54/13"),
        ("A_RES_79_134-2423450E.xml", "A/RES/79/134"),
        ("S_RES_2507 (2020)-2001488C.xml", "S/RES/2507 (2020)"),
        ("CTOC_COP_WG.3_2020_2_E.docx", "CTOC/COP/WG.3/2020/2"),
        ("CTOC_COP_WG.3_2012_5_中文.doc", "CTOC/COP/WG.3/2012/5"),
        ("ctoc_cop_wg3_2020_2_e.pdf", "CTOC/COP/WG.3/2020/2"),
        ("A_80_590 - S_2025_1.rtf", "A/80/590-S/2025/1"),
        ("V2002530.pdf", "V2002530"),
        ("V2002530e.pdf", "V2002530"),
        ("N2312345.pdf", "N2312345"),
        ("cop-resolution-11-1.zh.txt", "cop-resolution-11-1"),
        ("wg-report-2012.txt", "wg-report-2012"),
        ("A-Report-2020.pdf", "A-Report-2020"),
    ],
)
def test_a_file_name_stands_in_for_a_symbol(name: str, symbol: str) -> None:
    assert symbol_from_name(name) == symbol
