"""Valid files of every format in invented words, to be spoilt."""

import io
import zipfile

from evaluation.forging import AKN_XML, WORD_XML, docx, paragraph, pdf, tar_of, zip_of

_W = WORD_XML.split('"')[1]
_TEXT_EN = """MCC/CONF/2020/1
General Assembly
Seventy-fifth session
Distr.: General
3 May 2020
Original: English

Report of the Group

I. Opening

1. The Group met from 3 to 5 May 2020.¹
2. It recalled article 3, paragraph 2 (a), of the Convention and resolution 2/4:
(a) States should cooperate;
(b) The secretariat should report.

¹ See MCC/CONF/2019/7.

Article 1
Use of terms
1. For the purposes of this Convention:
(a) “Find” means an object;
\tName\tShare
\tA\t3 per cent
"""
_TEXT_ZH = """MCC/CONF/2020/1
第七十五届会议
临时议程项目3

工作组的报告

一、会议开幕
1. 工作组于2020年5月3日举行会议。
2. 工作组回顾公约第三条第二款㈠项：
(a) 缔约国应当合作；
㈠ 秘书处应当报告。

第一条 用语
一、“发现物”系指物体。

附件一
决定草案
"""
_NOTES = (
    f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2">{paragraph("A note.")}</w:footnote>'
    "</w:footnotes>"
)
_NUMBERS = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="H1">'
    '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s'
    "</Relationships>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Opening</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:r><w:t>The Group met.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t><w:tab/></w:r></w:p></w:tc>"
    '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc>'
    "</w:tr></w:tbl>"
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
    '<w:fldChar w:fldCharType="end"/><w:sym w:font="Wingdings" w:char="F0A7"/></w:r></w:p>'
)


def _word() -> bytes:
    parts = {"footnotes": _NOTES, "numbering": _NUMBERS, "styles": _STYLES}
    named = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for n, part in enumerate(parts)
    )
    whole = docx(WORD_XML % _BODY, **parts)
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS % named)
    return out.getvalue()


_AKN = AKN_XML % (
    '<preamble><p>Recalling <ref href="/akn/un/1">resolution 1/1</ref>,</p></preamble>'
    '<paragraph eId="p1"><num>1.</num><content><p><i>Decides</i> to meet;'
    '<authorialNote marker="1"><p>A note.</p></authorialNote></p></content></paragraph>'
    "<table><tr><td><p>A</p></td><td><p>3</p></td></tr></table>"
)
_HTML = (
    '<html lang="en"><head><meta charset="utf-8"><title>Report</title></head><body>'
    '<h1>Report</h1><ol type="a"><li>The Group met.<sup>1</sup></li><li>It left.</li></ol>'
    "<table><tr><td>A</td><td>3</td></tr></table><p>Words<br>more &amp; more</p></body></html>"
)
_MARKDOWN = """# Report

1. The Group **met**.[^1]

- (a) one
- (b) two

| A | B |
|---|---|
| 1 | 2 |

[^1]: A note.

```
code
```
<p>raw</p>
"""
_RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0 Times;}}\pard 1. The Group met.\par\u24037 ?\u20316 ?\par"
    rb"{\footnote A note.}\trowd\cellx1000 A\cell\row}"
)
_TOML = """title = { en = "Sample", zh = "样本" }
licence = "CC0"

[[bodies]]
code = "MCC"
name_en = "Conference"

[[files]]
path = "a.txt"
symbol = "MCC/1"
lang = "en"
session = 3
date = 2030-05-01
"""


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Valid files by extension; ``corpus.toml`` stands for that file."""
    import tarfile

    english, chinese = _TEXT_EN.encode(), _TEXT_ZH.encode()
    texts = {"a.txt": english, "b/c.md": _MARKDOWN.encode(), "d.xml": _AKN.encode()}
    tar = tar_of(*((tarfile.TarInfo(name), content) for name, content in texts.items()))
    return {
        ".txt": (english, chinese, chinese.decode().encode("gb18030"), _TEXT_ZH.encode("utf-16")),
        ".md": (_MARKDOWN.encode(), chinese),
        ".html": (_HTML.encode(), _HTML.replace("Group", "工作组").encode()),
        ".xml": (_AKN.encode(), _AKN.replace("Decides", "决定").encode()),
        ".docx": (_word(), docx(WORD_XML % paragraph("工作组"))),
        ".pdf": (pdf(3, "1. The Group met. \\(a\\) It left."), pdf(1)),
        ".rtf": (_RTF,),
        ".doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8,),
        ".png": (_png(),),
        ".zip": (zip_of(texts),),
        ".tar": (tar,),
        ".tar.gz": (_gzip(tar),),
        "corpus.toml": (_TOML.encode(),),
    }


def _png() -> bytes:
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont

    page = PIL.Image.new("L", (900, 160), 255)
    pen = PIL.ImageDraw.Draw(page)
    pen.text((20, 40), "1. The Group met and left.", fill=0, font=PIL.ImageFont.load_default(42))
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def _gzip(content: bytes) -> bytes:
    import gzip

    return gzip.compress(content, mtime=0)
