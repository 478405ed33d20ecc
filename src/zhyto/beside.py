"""Work on several processors at once where a process can be copied; one after the other elsewhere."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any


def beside(*tasks: Callable[[], Any]) -> list[Any]:
    """What each of some tasks gives, in their order. The first is done here, the others in copies of this process.

    What the tasks read is shared, not sent; what they give is pickled. An exception of one is raised here as it was.
    No thread may be at work when this is called: a copy has none of them.
    """
    if sys.platform != "linux" or len(tasks) < 2:
        return [task() for task in tasks]
    context = multiprocessing.get_context("fork")
    running = []
    for task in tasks[1:]:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(task, theirs), daemon=True)
        process.start()
        theirs.close()
        running.append((process, ours))
    found = [tasks[0]()]
    for process, pipe in running:
        try:
            result, raised = pipe.recv()
        except EOFError:
            process.join()
            raise RuntimeError(f"a copy of this process ended with code {process.exitcode}") from None
        process.join()
        if raised is not None:
            raise raised
        found.append(result)
    return found


def _send(task: Callable[[], Any], pipe: Connection) -> None:
    try:
        pipe.send((task(), None))
    except Exception as raised:
        pipe.send((None, raised))
