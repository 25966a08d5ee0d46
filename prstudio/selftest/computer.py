"""Parts of the self-test that look at the computer: versions, disk, files, the way to itself over the network."""

from __future__ import annotations

import http.client
import http.server
import locale
import os
import shutil
import ssl
import sys
import threading
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from prstudio import __version__, paths
from prstudio.media import ffmpeg
from prstudio.model.selftest import Unfit
from prstudio.platforms.catalog import load_rulebook

FREE_MIN_BYTES: Final = 500_000_000
"""Below this one export of a long clip may fill the disk."""

_HINDI: Final = "हरियाणा: क्षेत्र, ज़िला, ₹ १२"
_ANSWER_LIMIT_S: Final = 10.0


def tell_versions(_folder: Path) -> Mapping[str, object]:
    """What is installed: the first thing that support asks for."""
    packages = {found.metadata["Name"]: found.version for found in metadata.distributions()}
    ffmpeg_says = ffmpeg.run_capture(["-version"], time_limit_s=30.0).decode("utf-8", "replace")
    rulebook = load_rulebook()
    if not rulebook.rules:
        raise Unfit("no platform's rules can be read")
    return {
        "program": __version__,
        "python": sys.version,
        "executable": sys.executable,
        "system": _system(),
        "locale": list(locale.getlocale()),
        "ffmpeg": ffmpeg_says.partition("\n")[0].strip(),
        "tls": ssl.OPENSSL_VERSION,
        "rules": rulebook.revision,
        "refused_rules": [str(fault) for fault in rulebook.refused],
        "packages": dict(sorted(packages.items(), key=lambda item: item[0].lower())),
    }


def _system() -> str:
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"
    return f"{os.uname().sysname} {os.uname().release}"


def check_disk(_folder: Path) -> Mapping[str, object]:
    """The officer's data has its place, and room in it."""
    home = paths.home()
    home.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(home)
    if usage.free < FREE_MIN_BYTES:
        raise Unfit(f"{usage.free} bytes are free where {home} lies, {FREE_MIN_BYTES} are needed")
    return {"home": str(home), "free_bytes": usage.free, "total_bytes": usage.total}


def check_files(folder: Path) -> Mapping[str, object]:
    """Hindi names are kept, and a file is replaced whole."""
    file = folder / "पोस्ट — नेत्र शिविर.txt"
    for content in (b"former", _HINDI.encode("utf-8")):
        paths.write_atomically(file, content)
    if [path.name for path in folder.iterdir()] != [file.name]:
        raise Unfit(f"the folder holds {[path.name for path in folder.iterdir()]}")
    if file.read_text(encoding="utf-8") != _HINDI:
        raise Unfit("a file came back changed")
    return {"folder": str(folder)}


def check_loopback(_folder: Path) -> Mapping[str, object]:
    """A browser of this computer can answer the program, as signing in to a platform needs."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_LIMIT_S)
        try:
            connection.request("POST", "/", body=_HINDI.encode("utf-8"))
            answer = connection.getresponse().read().decode("utf-8")
        finally:
            connection.close()
            server.shutdown()
    if answer != _HINDI:
        raise Unfit(f"the answer was {answer!r}")
    return {"port": port}


class _Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it gets."""

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Nothing: standard error is for what goes wrong."""
