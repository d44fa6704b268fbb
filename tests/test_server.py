"""The server of `build.py serve`: who reaches it, and how many at once."""

import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools import server

CLASS = 180
"""Connections that thirty browsers open at once, six each."""
SECONDS_OF_A_HANG = 60


def test_a_class_that_comes_at_once_is_let_wait(tmp_path: Path) -> None:
    with server.server(tmp_path) as waiting, ExitStack() as stack:  # and answers nobody yet
        for _ in range(CLASS):
            connection = socket.create_connection(
                ("127.0.0.1", waiting.server_address[1]), SECONDS_OF_A_HANG
            )
            stack.enter_context(connection)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has 127.0.0.2 by itself")
def test_it_is_reached_from_elsewhere_only_if_that_is_asked_for(tmp_path: Path) -> None:
    with server.server(tmp_path) as running, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.server_address[1]))
    with server.server(tmp_path, host="0.0.0.0") as running:  # noqa: S104  (it is asked for)
        socket.create_connection(("127.0.0.2", running.server_address[1])).close()
        assert server.address(running).startswith("http://127.0.0.1:")
