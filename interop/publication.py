"""A publication of a registry for trials, and nginx that sends it."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from program import Program

DAYS = [f"2026-11-{day}" for day in range(20, 26)]
MODELS = ["CAM-100", "<script>alert(1)</script>", "AC&DC \"quoted\" 'x'", "型番１００", "A--B", "../../etc"]
COLUMNS = "application,level,category,criteria,evaluator,holder,model,gtin,applied_on,receipt,accepted_on,paid_on,"
COLUMNS += "cleared_on,product_id,product_page,security_page,contact_page,contact_name,contact_email,contact_phone"
PAGES = ["https://maker.example/p?a=1&b=2", "https://maker.example/updates", "mailto:help@maker.example"]
PRIVATE = ["Private Person", "private@applicant.example", "+81-3-0000-0000"]


@dataclass(frozen=True)
class Registry:
    """A registry for trials, in a folder of its own."""

    program: Program
    folder: Path

    def run(self, *arguments, now: str, officer: str | None = None) -> str:
        config = ["--config", self.folder / "registry" / "registry.toml"]
        acting = ["--officer", officer] if officer else []
        time_of = [] if arguments[0] in ("audit",) else ["--now", f"{now}T03:00:00Z"]
        done = self.program.run("registry", *arguments, *config, *time_of, *acting)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publish(self, now: str) -> dict:
        return json.loads(self.run("publish", self.public, "--json", now=now))

    def change(self, *arguments, now: str):
        self.run("change", *arguments, "--reason", "PRIVATE-REASON", "--on", now, now=now)
        self.run("approve", now=now, officer="second")

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def root(self) -> Path:
        return self.public / "current"


def row(number: int, level: int, product_id: str, model: str, gtin: str = "") -> str:
    evaluator = "1" if level > 2 else ""
    criteria = "1"
    cells = [
        f"A-{number}", str(level), "1", criteria, evaluator, f"見本電機<{number}>&Co.", model, gtin, "2026-10-01",
        f"R-{number}", "2026-10-02", "2026-10-03", "2026-10-04", product_id, *PAGES, *PRIVATE,
    ]  # fmt: skip
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def made(program: Program, folder: Path) -> Registry:
    """Founds a registry, grants registrations, changes some of them, and publishes on several days."""
    registry = Registry(program, folder)
    done = program.run("registry", "init", "--trial", "--dir", folder / "registry", "--now", f"{DAYS[0]}T03:00:00Z")
    assert done.returncode == 0, done.stderr
    ids = ["SS-2026-000001", "Ab.1/x", "CON", "SS-2026-REVOKED", "SS-2026-EXTENDED"]
    rows = [row(1, 1, ids[0], model, "4569951110016" if model == MODELS[0] else "") for model in MODELS]
    rows += [row(at, 1, product_id, f"M-{at}") for at, product_id in enumerate(ids[1:], start=2)]
    rows += [row(at, 1, f"SS-2026-{at:06}", f"ROUTER-{at}") for at in range(10, 260)]
    table = folder / "applications.csv"
    table.write_text("\n".join([COLUMNS, *rows]) + "\n", encoding="utf-8")
    registry.run("import", table, now=DAYS[0])
    registry.run("grant", "--all", now=DAYS[0])
    registry.run("approve", now=DAYS[0], officer="second")
    registry.publish(DAYS[0])
    registry.change("revoke", ids[3], now=DAYS[1])
    registry.publish(DAYS[1])
    registry.publish(DAYS[2])
    return registry


CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        include {public}/nginx.conf;
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def logged(self) -> str:
        return "".join((self.folder / name).read_text() for name in ("access.log", "error.log"))


@contextmanager
def nginx(public: Path, folder: Path) -> Iterator[Server]:
    """Runs nginx over a publication, with the configuration that was published."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.fail("nginx is missing; install nginx-light", pytrace=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(user=user, folder=folder, port=port, public=public))
    process = subprocess.Popen([program, "-e", folder / "error.log", "-p", folder, "-c", configuration])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield Server(port, folder)
    finally:
        process.terminate()
        process.wait(timeout=10)
