"""Other people's web servers, as a school may have them."""

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

_SECONDS_TO_START = 20

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
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with running([*command, "--directory", str(site)], port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def nginx(site: Path, place: Path) -> Iterator[str]:
    """Serve with nginx as Debian sets it up, under a path; give the address."""
    program = installed.path_or_skip(programs.NGINX)
    port = free_port()
    configuration = place / "nginx.conf"
    configuration.write_text(_NGINX.format(place=place, port=port, site=site), encoding="utf-8")
    with running([program, "-c", str(configuration), "-p", str(place)], port):
        yield f"http://127.0.0.1:{port}/a/sub/path/"


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Keep a server running that listens on a port."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_it_listens(process, port)
            yield
        finally:
            process.terminate()


def wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when a port takes connections; fail if the server ends before that."""
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the server did not start: {process.args!r}")


def free_port() -> int:
    """Return a port that no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
