"""How is a document read so that it can hurt nobody?

In a process of its own, which may take so much memory and so much time and then is ended. It gets the bytes, answers with JSON
lines (how far it is, then the document or the refusal), and nothing that goes wrong in there reaches the server.

    read_safely("policy.pdf", data, progress)  ->  Document, or DocumentRefused
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

from gatepost.documents.blocks import Document
from gatepost.documents.bounds import LARGEST, LONGEST_ANSWER, MEMORY, SECONDS, Progress, silent
from gatepost.documents.errors import AS_DOCX_OR_PDF, DocumentRefused, damaged
from gatepost.kernel.processes import end_with


def read_safely(
    name: str, data: bytes, progress: Progress = silent, *, memory: int = MEMORY, seconds: int = SECONDS
) -> Document:
    """The document in ``data``, read in a process of its own. Raises ``DocumentRefused``."""
    if len(data) > LARGEST:
        raise DocumentRefused("too-large", "This file is larger than 25 MB.", "Save it again without its pictures.")
    command = [sys.executable, "-I", "-m", "gatepost.documents.limits", name[-60:], str(memory), str(seconds)]
    with tempfile.TemporaryFile() as kept:
        kept.write(data)
        kept.seek(0)
        with subprocess.Popen(  # noqa: S603  # our own program, the name of the file is one word to it
            command, stdin=kept, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), cwd="/"
        ) as child:
            clock = threading.Timer(seconds, child.kill)
            clock.start()
            try:
                found = _answer(child.stdout, progress)
                status = 0 if found else child.wait()
            finally:
                clock.cancel()
                child.kill()
    return _document(found, too_slow=status in _OUT_OF_TIME)


_OUT_OF_TIME = (-signal.SIGKILL, -getattr(signal, "SIGXCPU", signal.SIGKILL))
"""How a process ends whose time is over: ended by us, or by the system, which counts what it really worked."""


def _environment() -> dict[str, str]:
    """No secret of the server's environment reaches the process that reads a stranger's file."""
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _answer(lines: IO[bytes] | None, progress: Progress) -> dict[str, Any]:
    while lines and (line := lines.readline(LONGEST_ANSWER)):
        if len(line) == LONGEST_ANSWER:
            return {"refused": [_TOO_MUCH.code, _TOO_MUCH.wrong, _TOO_MUCH.right]}
        if not line.endswith(b"\n"):
            return {}  # it ended in the middle of a line
        answer: dict[str, Any] = json.loads(line)
        if "progress" not in answer:
            return answer
        progress(*answer["progress"])
    return {}


def _document(found: dict[str, Any], *, too_slow: bool) -> Document:
    if "document" in found:
        return Document.from_dict(found["document"])
    if "refused" in found:
        raise DocumentRefused(*found["refused"])
    if too_slow:
        raise DocumentRefused("too-slow", "Reading this document took too long.", AS_DOCX_OR_PDF)
    raise _TOO_MUCH


_TOO_MUCH = DocumentRefused("too-much", "Reading this document takes more than the computer gives it.", AS_DOCX_OR_PDF)


def main(words: list[str]) -> None:
    """Read standard input under limits; print JSON lines."""
    name, memory, seconds = words[0], int(words[1]), int(words[2])
    end_with(os.getppid(), signal.SIGKILL)
    _limit(memory, seconds)
    from gatepost.documents.reading import read  # noqa: PLC0415  # the readers are loaded here, under the limits, and nowhere else

    def say(**answer: object) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    try:
        document = read(name, sys.stdin.buffer.read(), lambda done, of: say(progress=[done, of]))
        say(document=document.to_dict())
    except DocumentRefused as refused:
        say(refused=[refused.code, refused.wrong, refused.right])
    except MemoryError:
        pass  # whoever waits says so when no answer comes
    except RecursionError:
        say(refused=["too-deep", "The inside of this document is nested too deeply.", AS_DOCX_OR_PDF])
    except Exception:  # noqa: BLE001  # whatever a parser stumbles over in a stranger's file, it is the file that is broken
        broken = damaged()
        say(refused=[broken.code, broken.wrong, broken.right])


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
