"""A computer that cannot look up names."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def no_names() -> Iterator[None]:
    """Within the block no name is known, as where the network's own server for them is down."""

    def fail(*_args: Any, **_words: Any) -> Any:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", fail)
        yield
