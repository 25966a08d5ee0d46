"""`dev.py build windows`: the Windows program as a folder and as an installer, made on any computer.

python packaging/dev.py build windows [--no-installer] [--zlib] [--python-zip FILE] [--out FOLDER]
                                      [--make-key FILE] [--sign FILE] [--news FILE]

--no-installer      only the folder
--zlib              pack quickly instead of small: for trying things
--python-zip FILE   python.org's embeddable package of a newer release, instead of the one that the lock pins
--out FOLDER        instead of build/windows
--make-key FILE     write a new secret key for updates, and nothing else; keep it where no one else can read it
--sign FILE         take updates that are signed with this secret key, and make signed packs of this version and
                    of the platforms' rules, and the list updates.json: publish them in one folder of a web server
--news FILE         a TOML file with two texts, hi and en: what is new, as the officers read it
"""

import argparse
import sys
from pathlib import Path

from app_pack import FEED, load_key, load_news, make_app_pack, make_feed, make_key, make_rules_pack
from inputs import PROGRAM_LOCK, BuildTrouble, fetch, load_inputs, load_lock, sha256_of
from installer import make_installer
from sizes import format_sizes
from stage import ROOT, build_stage

STAGE = "PR Studio"


def main(arguments: list[str]) -> int:
    """Build, and tell how large everything became."""
    wanted = parse(arguments)
    if wanted.make_key is not None:
        print(f"Public key: {make_key(wanted.make_key)}")
        return 0
    key = load_key(wanted.sign) if wanted.sign is not None else None
    public = bytes(key.verify_key).hex() if key is not None else None
    files = fetch(load_lock(PROGRAM_LOCK))
    folder = wanted.out / STAGE
    stage = build_stage(load_inputs(), files, folder, python_zip=wanted.python_zip, update_key=public)
    print(f"Staged: {stage.folder}")
    installer = None
    if not wanted.no_installer:
        installer = make_installer(stage, wanted.out, pack="zlib" if wanted.zlib else "lzma")
        print(f"Installer: {installer}\nSHA-256: {sha256_of(installer)}")
    pack = None
    if key is not None:
        pack = make_app_pack(stage, key, wanted.out / f"PRStudio-app-{stage.version}.zip")
        rules = make_rules_pack(key, wanted.out)
        published = {"app": pack, "rules": rules} | ({"installer": installer} if installer else {})
        feed = make_feed(stage, published, key, wanted.out / FEED, news=load_news(wanted.news))
        print(f"App pack: {pack}\nRules: {rules}\nList: {feed}")
    sizes = [path.stat().st_size if path else None for path in (installer, pack)]
    print(format_sizes(stage.sizes, installer_bytes=sizes[0], pack_bytes=sizes[1]))
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py build windows", description=__doc__, add_help=True)
    parser.add_argument("--no-installer", action="store_true")
    parser.add_argument("--zlib", action="store_true")
    parser.add_argument("--python-zip", type=Path)
    parser.add_argument("--make-key", type=Path)
    parser.add_argument("--sign", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BuildTrouble as trouble:
        sys.exit(str(trouble))
