"""What an encoder is: texts in, one unit vector a text out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
Kind: TypeAlias = Literal["query", "passage"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors of a list of texts.

    ``vectors`` is float32 of shape (n, dimensions) in the order of the texts, each row of unit
    length; a text without a single known token (``""``, for one) has a row of zeros, whose
    cosine to anything is 0. ``windowed`` counts the texts that were longer than the encoder's
    limit and were therefore encoded window by window, from 0 to n.
    """

    vectors: Vectors
    windowed: int


class Encoder(Protocol):
    """Anything that turns texts of both languages into vectors of one space.

    ``name`` is stable and tells models apart: vectors of encoders with different names must
    not be compared. ``limit`` is the longest text in tokens that is taken in one piece, None
    where there is no limit; a longer text is never cut, it is encoded in windows.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def limit(self) -> int | None: ...

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> Encoded: ...


class Reranker(Protocol):
    """A model that reads a query and a passage together and says how near they are.

    ``name`` tells models apart. ``relevance`` gives one number a passage, greater is nearer:
    float32 of shape (n,), comparable within one call alone; a blank query or passage gets the
    least number a float can hold. A passage beyond the model's limit is read window by window,
    and the best window counts.
    """

    @property
    def name(self) -> str: ...

    def relevance(self, query: str, passages: Sequence[str]) -> NDArray[np.float32]: ...
