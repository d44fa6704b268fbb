"""Other people's web servers, as a school may have them."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import installed
from tools import programs

_NGINX = """
daemon off;
user root;
pid {place}/pid;
error_log {place}/errors;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {place};
  proxy_temp_path {place};
  fastcgi_temp_path {place};
  uwsgi_temp_path {place};
  scgi_temp_path {place};
  gzip_static on;
  server {{
    listen 127.0.0.1:{port};
    location /a/sub/path/ {{ alias {site}/; }}
  }}
}}
"""


@contextmanager
def python_server(site: Path) -> Iterator[str]:
    """Serve with Python's own server, at the root; give the address."""
    # At a port that it finds free itself and tells of when it listens.
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with running([*command, "--directory", str(site)]) as process:
        port = _told(process, rb"port (\d+)")
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def our_process(site: Path) -> Iterator[tuple[int, str]]:
    """Serve as `build.py serve` does; give the number of the group of processes, and where."""
    with running([sys.executable, "-m", "tools.server", str(site)]) as process:
        yield process.pid, _told(process, rb"(http://\S+)")


def _told(process: subprocess.Popen[bytes], pattern: bytes) -> str:
    assert process.stdout is not None
    told = process.stdout.readline()
    found = re.search(pattern, told)
    if found is None:
        pytest.fail(f"the server did not start: {told!r}")
    return found[1].decode()


@contextmanager
def nginx(site: Path, place: Path) -> Iterator[str]:
    """Serve with nginx as Debian sets it up, under a path; give the address."""
    with nginx_process(site, place) as (_, address):
        yield address


@contextmanager
def nginx_process(site: Path, place: Path) -> Iterator[tuple[int, str]]:
    """Serve with nginx in the same way; give the number of its group of processes too."""
    program = installed.path_or_skip(programs.NGINX)
    port = free_port()
    configuration = place / "nginx.conf"
    configuration.write_text(_NGINX.format(place=place, port=port, site=site), encoding="utf-8")
    with running([program, "-c", str(configuration), "-p", str(place)]) as process:
        wait_until_it_listens(process, port)
        yield process.pid, f"http://127.0.0.1:{port}/a/sub/path/"


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a server running, in a group of processes of its own."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when a port takes connections; fail if the server ends before that."""
    while process.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)  # only so as not to ask all the time
    pytest.fail(f"the server did not start: {process.args!r}")


def free_port() -> int:
    """Return a port that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
