"""Tags of languages in files of other programs."""

from pipeline.records import Lang

_TAGS: dict[str, Lang] = {
    **dict.fromkeys(("zh", "zho", "chi", "cmn", "chinese"), "zh"),
    **dict.fromkeys(("en", "eng", "english"), "en"),
}


def lang_of(tag: str) -> Lang | None:
    """The language of a tag such as ``zh-CN``, ``zh_Hans`` or ``EN-US``; None for any other."""
    return _TAGS.get(tag.strip().lower().replace("_", "-").split("-")[0])
