"""Keys that name a paragraph after its words, so that a judgement outlives a new index.

A key is the number path and a hash of the folded words. A text read anew has other ordinals, and
may have other numbers; as long as the words are there once, the judgement finds them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from pipeline.errors import TongwenError
from pipeline.records import Action, Judgement, KeyLink, Paragraph
from pipeline.text.normalise import fold
from pipeline.text.passage import wording


def keys_of(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """One key for each of ``paragraphs``; words that recur under one number are counted."""
    seen: Counter[str] = Counter()
    keys = []
    for paragraph in paragraphs:
        words = wording(paragraph) or paragraph.text
        digest = hashlib.sha256(fold(words).encode()).hexdigest()[:16]
        key = f"{'/'.join(paragraph.number)}#{digest}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)


def places(keys: Sequence[str]) -> Mapping[str, int]:
    """Ordinals by key and, for words that are in the text once, by their hash alone."""
    hashes = Counter(k.split("#")[1] for k in keys)
    out = {k.split("#")[1]: i for i, k in enumerate(keys) if hashes[k.split("#")[1]] == 1}
    return out | {k: i for i, k in enumerate(keys)}


def ordinal_of(key: str, found: Mapping[str, int]) -> int | None:
    """Where the paragraph of ``key`` stands; None where its words are no longer there."""
    exact = found.get(key)
    return exact if exact is not None else found.get(key.split("#")[1] if "#" in key else key)


def key_links(
    links: Iterable[tuple[Sequence[int], Sequence[int]]],
    zh: Sequence[Paragraph],
    en: Sequence[Paragraph],
) -> tuple[KeyLink, ...]:
    """Links given as ordinals (zh, en) in keys; a link of nothing to nothing is left out.

    Raises TongwenError for an ordinal outside the text and for one that two links name.
    """
    made = [(tuple(z), tuple(e)) for z, e in links if z or e]
    for side, paragraphs in (("Chinese", zh), ("English", en)):
        named = [i for link in made for i in link[side == "English"]]
        beyond = [i for i in named if not 0 <= i < len(paragraphs)]
        if beyond:
            raise TongwenError(
                f"{side} paragraph {beyond[0]} is not there: the text has {len(paragraphs)}"
            )
        twice = [i for i, n in Counter(named).items() if n > 1]
        if twice:
            raise TongwenError(f"{side} paragraph {twice[0]} is in two links; one is wanted")
    chinese, english = keys_of(zh), keys_of(en)
    return tuple(
        KeyLink(tuple(chinese[i] for i in z), tuple(english[j] for j in e)) for z, e in made
    )


def judgement(
    symbol: str,
    action: Action,
    reviewer: str,
    *,
    links: tuple[KeyLink, ...] = (),
    target: str = "",
    reason: str = "",
    made: str = "",
) -> Judgement:
    """A judgement with its id; ``made`` is now where it is not given.

    Raises TongwenError where the reviewer is not named, a finding is dismissed without a reason,
    or the action lacks what it is about.
    """
    who, why = " ".join(reviewer.split()), reason.strip()
    if not who:
        raise TongwenError("no reviewer named; a judgement is somebody's")
    if action == "dismiss" and not why:
        raise TongwenError("no reason given; a finding is set aside with one")
    if action in {"dismiss", "restore", "withdraw"} and not target:
        raise TongwenError(f"{action}: says not what")
    if action in {"accept", "reject", "split", "merge", "relink"} and not links:
        raise TongwenError(f"{action}: names no paragraphs")
    when = made or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = [symbol, action, target, who, when, why]
    parts += ["|".join(link.zh) + "‖" + "|".join(link.en) for link in links]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return Judgement(digest, symbol, action, links, target, who, when, why)
