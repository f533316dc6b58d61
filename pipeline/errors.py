"""What can go wrong, each with one line for the reader.

::

    TongwenError            exit code 1, one clear line
    ├── InputError          a file or folder cannot be used as it is
    │   ├── Unreadable      missing, no permission, broken archive or markup
    │   ├── Empty           no text in it, or no file in the folder
    │   ├── Encrypted       a password is needed
    │   ├── Binary          not a text, or a format that is not read
    │   └── WrongEncoding   not UTF-8, UTF-16 or GB18030 as it claims or seems to be
    ├── UnknownSymbol       no document of that symbol is held
    ├── UnknownProvision    nothing that is held cites or contains the provision
    ├── UnknownSubject      nothing that is held is on the subject in the range asked for
    ├── NoIndex             the folder holds no index
    ├── IndexMismatch       built with another encoder, or damaged
    ├── IndexTooNew         written by a later version
    ├── Busy                another process is writing to the index
    ├── NotAllowed          the visitor of a shared server has not the role for it
    ├── NoSpace             the disk is full, or a quota or a limit on file sizes is reached
    ├── Unwritable          no permission to write, a read-only disk, or one that fails
    └── EncoderError        a model cannot be loaded or trained
"""


class TongwenError(Exception):
    """Base of all errors a user can cause; ``str(error)`` is one line that names the values."""


class InputError(TongwenError):
    """A file or folder that cannot be used; ``path`` names it, ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Unreadable(InputError):
    """Missing, without permission, or broken."""


class Empty(InputError):
    """Nothing to read."""


class Encrypted(InputError):
    """A password is needed."""


class Binary(InputError):
    """Not a text, or of a format that has no reader."""


class WrongEncoding(InputError):
    """The bytes are not in the encoding they claim or seem to be in."""


class UnknownSymbol(TongwenError):
    """No document of that symbol is held."""


class UnknownProvision(TongwenError):
    """Words that name no provision, or one that nothing held cites or contains."""


class UnknownTerm(TongwenError):
    """Words that no table of terms has and that stand in no text held."""


class UnknownSubject(TongwenError):
    """A subject on which nothing is held, in the range asked for."""


class NoIndex(TongwenError):
    """The folder holds no index."""


class IndexMismatch(TongwenError):
    """The index does not fit the encoder asked for, or does not fit itself."""


class IndexTooNew(TongwenError):
    """The index was written by a later version."""


class Busy(TongwenError):
    """Another process is writing."""


class NoSpace(TongwenError):
    """The disk is full, or a quota or a limit on the size of files is reached."""


class Unwritable(TongwenError):
    """What should be written to may not be, or the disk refuses."""


class NotAllowed(TongwenError):
    """Not for this visitor of a shared server."""


class EncoderError(TongwenError):
    """A model cannot be loaded or trained."""
