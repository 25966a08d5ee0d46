#!/usr/bin/env python3
"""Sets PR Studio up in this checkout and runs it, its tests or its checks. Needs nothing but Python 3.11 to 3.13.

python packaging/dev.py run [ARGS…]     the program with these arguments
python packaging/dev.py test [ARGS…]    all tests, headless; ARGS go to pytest
python packaging/dev.py lint            format, style, types, import directions
python packaging/dev.py bench [NAME…]   measurements against peers, as a table of ratios
python packaging/dev.py shots [FOLDER]  a picture of every view of the window, to look at

python packaging/dev.py build windows [--help]   the Windows program and its installer, made on any computer
python packaging/dev.py lock windows             choose newer parts for it, and pin them
python packaging/dev.py wine                     build it and run it under wine
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
OLDEST, NEWEST = (3, 11), (3, 13)
NEEDS = {  # verb -> extras of pyproject.toml
    "run": "",
    "test": "dev",
    "lint": "dev",
    "bench": "dev,bench",
    "build": "",
    "lock": "",
    "wine": "dev",
    "shots": "dev",
}

# What Qt loads from the system on Debian: library -> package that holds it.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def main(arguments: list) -> int:
    """Do what the command line says and return its exit code."""
    verb = arguments[0] if arguments else ""
    if verb not in NEEDS:
        print(__doc__, file=sys.stderr)
        return 0 if verb in ("help", "--help", "-h") else 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        say(f"PR Studio needs Python 3.11 to 3.13; this is {own_version()}. Call one of those instead.")
        return 2
    if not is_set_up(NEEDS[verb]):
        set_up(NEEDS[verb])
    verbs = {"run": run, "test": test, "lint": lint, "bench": bench, "shots": shots}
    verbs |= {"build": build, "lock": lock, "wine": wine}
    return verbs[verb](arguments[1:])


def run(arguments: list) -> int:
    """Start the program in place of this process, so that signals and exit codes are its own."""
    return hand_over([PYTHON, "-m", "prstudio", *arguments])


def test(arguments: list) -> int:
    """Run the tests without a screen; without ARGS on all processors."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return hand_over([PYTHON, "-m", "pytest", *(arguments or ["-n", "auto"])])


def lint(_arguments: list) -> int:
    """Run every checker, so that one call shows all there is to mend."""
    import subprocess

    commands = [
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "mypy"],
        [os.path.join(os.path.dirname(PYTHON), "lint-imports"), "--no-cache"],
    ]
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands)


def bench(arguments: list) -> int:
    """Measure against peers; NAME picks files of tests/bench."""
    return hand_over([PYTHON, os.path.join(ROOT, "tests", "bench", "table.py"), *arguments])


def build(arguments: list) -> int:
    """Make what is handed to the offices."""
    return for_windows("make.py", arguments)


def lock(arguments: list) -> int:
    """Pin newer parts."""
    return for_windows("renew.py", arguments)


def for_windows(script: str, arguments: list) -> int:
    """Run a script of packaging/windows; Windows is the one system that is built for."""
    if arguments[:1] != ["windows"]:
        print(__doc__, file=sys.stderr)
        return 2
    return hand_over([PYTHON, os.path.join(ROOT, "packaging", "windows", script), *arguments[1:]])


def wine(arguments: list) -> int:
    """Run the Windows program on Linux, to prove that it works."""
    return hand_over([PYTHON, os.path.join(ROOT, "packaging", "windows", "wine.py"), *arguments])


def shots(arguments: list) -> int:
    """Show every view in both languages, all schemes and three scales, and save what is seen."""
    return hand_over([PYTHON, os.path.join(ROOT, "tests", "shots", "shoot.py"), *arguments])


def hand_over(command: list) -> int:
    """Become `command`; where the system can't do that, wait for it."""
    if os.name == "nt":
        import subprocess

        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    os.execv(command[0], command)
    return 1  # not reached


def own_version() -> str:
    """Such as 3.11."""
    return ".".join(map(str, sys.version_info[:2]))


def stamp_path(extras: str) -> str:
    """Where it is noted that `extras` are installed."""
    return os.path.join(VENV, "prstudio-%s.stamp" % (extras.replace(",", "-") or "run"))


def stamp_text() -> str:
    """What decides whether an installation is still good: the interpreter and all that pyproject.toml asks for."""
    with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        return f"{ROOT}\n{sys.version}\n{file.read()}"


def is_set_up(extras: str) -> bool:
    """Whether the virtual environment holds what `extras` ask for: noted for them, or for more than them."""
    if not os.path.exists(PYTHON):
        return False
    wanted = stamp_text()
    for noted in sorted(set(NEEDS.values())):
        if set(extras.split(",")) - {""} <= set(noted.split(",")) and read(stamp_path(noted)) == wanted:
            return True
    return False


def read(path: str) -> str:
    """The text of a file; "" where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def set_up(extras: str) -> None:
    """Make the virtual environment and install the package with its dependencies into it."""
    install_system_libraries()
    if not has_own_python():
        make_environment()
    what = ROOT + (f"[{extras}]" if extras else "")
    say("Installing PR Studio and what it stands on (some 300 MB; this happens once) …")
    pip("install", "--disable-pip-version-check", "--quiet", "--editable", what)
    if "dev" in extras:
        install_counting_oracle()
    with open(stamp_path(extras), "w", encoding="utf-8") as file:
        file.write(stamp_text())


def has_own_python() -> bool:
    """Whether .venv was made by this very Python and works."""
    import subprocess

    if not os.path.exists(PYTHON):
        return False
    ask = [PYTHON, "-c", "import pip, sys; print(sys.version)"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def make_environment() -> None:
    """Make .venv anew; on Debian its tools may come as a package of their own."""
    import importlib.util
    import shutil
    import venv

    if importlib.util.find_spec("ensurepip") is None:
        install_packages([f"python{own_version()}-venv"], "make a virtual environment")
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is None:
            raise SystemExit("Python's venv module is incomplete; install it as said above, then try again.")
    say("Making a virtual environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True)


def pip(*arguments: str) -> None:
    """Call the environment's pip; end with its own words where it fails."""
    import subprocess

    if subprocess.run([PYTHON, "-m", "pip", *arguments], check=False).returncode != 0:
        raise SystemExit("The packages could not be installed. Check the internet connection, then call this again.")


def install_counting_oracle() -> None:
    """Fetch the reference implementation of X's counting, which some tests compare with, where Node.js is at hand."""
    import shutil
    import subprocess

    npm = shutil.which("npm")
    if npm is None:
        say("Node.js is not installed: the tests against X's reference counting will be skipped.")
        return
    folder = os.path.join(VENV, "oracles")
    os.makedirs(folder, exist_ok=True)
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "twitter-text@3.1.0"]
    if subprocess.run(command, check=False).returncode != 0:
        say("twitter-text could not be fetched: the tests against X's reference counting will be skipped.")


def install_system_libraries() -> None:
    """On Debian, see to the libraries that Qt loads from the system."""
    import shutil
    import subprocess

    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return
    path = os.environ.get("PATH", "") + ":/sbin:/usr/sbin"
    ldconfig = shutil.which("ldconfig", path=path)
    if ldconfig is None:
        return
    listing = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    known = {line.split()[0] for line in listing.splitlines() if "=>" in line}
    missing = [package for library, package in SYSTEM_LIBRARIES.items() if library not in known]
    if missing:
        install_packages(missing, "show its window")


def install_packages(packages: list, purpose: str) -> None:
    """Install Debian packages as root, or name the command; the command line works without them."""
    import subprocess

    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        say("To {}, PR Studio needs system packages. Run this by hand:\n    sudo {}".format(purpose, " ".join(command)))
        return
    say("To {}, PR Studio needs system packages; installing them as root:\n    {}".format(purpose, " ".join(command)))
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    if subprocess.run(command, check=False, **quiet).returncode != 0:
        say("They could not be installed; run the command above by hand. The command line works without them.")


def say(text: str) -> None:
    """Tell the person on the terminal; standard output stays the program's own."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
