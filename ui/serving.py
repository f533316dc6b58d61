"""The server of the app, closed: ``python -m ui.serving run app.py``, with Streamlit's own options.

Streamlit asks a service on the internet for the address of the machine when a page of another site
tries to talk to the app, and before that looks for its address in the local network. Both are
answered with nothing here, so that such a page is refused without a word to anybody.
"""

import logging
import threading

from pipeline.closed import shut


def main() -> None:
    """Close the process, let it warm up, then hand over to Streamlit, which ends it."""
    close()
    from streamlit.web import cli

    from ui import warming

    warming.begin()
    cli.main(prog_name="streamlit")


def close() -> None:
    """Shut the process off from other machines, and let what is logged of an exception, that of a
    thread too, be its kind and where it was raised, without its message, which may repeat a
    passage, a draft or a query. Called again it does nothing."""
    shut()
    from streamlit import net_util

    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _unknown
    logging.setLogRecordFactory(_Bare)
    threading.excepthook = _ended


class _Bare(logging.LogRecord):
    """A record whose exception is told by the names of kinds, files and functions alone."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        if self.exc_info and self.exc_info[0]:
            self.exc_text = outline(self.exc_info[1])
            self.exc_info = None


def _ended(thrown: threading.ExceptHookArgs) -> None:
    """Log what ended a thread; Python itself would print the message of it."""
    name = thrown.thread.name if thrown.thread else ""
    words = outline(thrown.exc_value)
    logging.getLogger(__name__).log(logging.ERROR, "thread %s ended:\n%s", name, words)


def outline(error: BaseException | None) -> str:
    """Where ``error`` was raised and of what kind it is, a line a call; no words of it."""
    lines: list[str] = []
    while error:
        step = error.__traceback__
        while step:
            code = step.tb_frame.f_code
            lines.append(f'  File "{code.co_filename}", line {step.tb_lineno}, in {code.co_name}')
            step = step.tb_next
        lines.append(type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


def _unknown() -> None:
    """In place of a look-up outside: the address is not known."""


if __name__ == "__main__":
    main()
