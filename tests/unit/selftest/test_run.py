"""The self-test as it is run: in real processes, some of which fall or hang."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from prstudio.cli import app
from prstudio.errors import FileTrouble
from prstudio.model.selftest import Outcome, SelfTest
from prstudio.selftest import run

LIGHT = ("files", "loopback")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a Python of our own making in place of the real one: it plays what the child process does."""

    def play(script: str) -> None:
        interpreter = tmp_path / "python"
        interpreter.write_text(
            f"#!{sys.executable}\nimport json, os, sys\nparts = sys.argv[3:]\n{script}\n", encoding="utf-8"
        )
        interpreter.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(interpreter))

    return play


TELL = """
def begin(part): print(json.dumps({"begun": part}), flush=True)
def end(part): print(json.dumps({"part": part, "ok": True, "duration_s": 0, "details": {}, "problem": ""}), flush=True)
"""


def _run(parts) -> tuple[SelfTest, list[str]]:
    heard: list[str] = []
    selftest = run.run_selftest(on_outcome=lambda outcome: heard.append(outcome.part), parts=parts)
    return selftest, heard


@pytest.mark.slow
def test_the_parts_are_tried_in_a_process_of_their_own_in_their_order():
    selftest, heard = _run(LIGHT)
    assert selftest.ok, selftest
    assert heard == list(LIGHT)


def test_a_part_that_takes_its_process_down_is_told_and_the_others_are_tried(program):
    program(
        TELL
        + """
for part in parts:
    begin(part)
    if part == "two":
        print("no Qt platform plugin", file=sys.stderr, flush=True)
        os.abort()
    end(part)
"""
    )
    selftest, heard = _run(("one", "two", "three"))
    assert heard == ["one", "two", "three"]
    assert [outcome.ok for outcome in selftest.outcomes] == [True, False, True]
    assert "no Qt platform plugin" in selftest.outcomes[1].problem


def test_a_part_that_hangs_is_ended_and_told():
    code = (
        "import time\nfrom prstudio.selftest import __main__ as child, parts\n"
        "child.PART_LIMIT_S = 0.2\n"
        "parts.PARTS['sleep'] = 'time:sleep_for_ever'\n"
        "child.try_part = lambda part: time.sleep(60)\n"
        "child.main(['sleep'])"
    )
    with run.running([sys.executable, "-c", code]) as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert json.loads(out) == {"begun": "sleep"}
    assert b"Timeout" in err


def test_a_process_that_never_begins_fails_every_part(program):
    program("sys.exit(3)")
    selftest, _heard = _run(("one", "two"))
    assert [outcome.part for outcome in selftest.outcomes] == ["one", "two"]
    assert all("ended with 3" in outcome.problem for outcome in selftest.outcomes)


def test_a_python_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    selftest, _heard = _run(("one",))
    assert "can't be started" in selftest.outcomes[0].problem


def test_what_libraries_print_in_between_is_passed_over(program):
    program(
        TELL
        + """
print("loading …", flush=True)
print("[1, 2]", flush=True)
for part in parts:
    begin(part)
    end(part)
"""
    )
    assert _run(("one",))[0].ok


def test_the_outcome_is_saved_as_json_in_a_folder_that_is_made(tmp_path: Path):
    file = tmp_path / "सहायता" / "out.json"
    run.save_selftest(SelfTest((Outcome("disk", ok=False, duration_s=0.5, problem="भरी हुई"),)), file)
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["ok"] is False
    assert document["parts"][0]["problem"] == "भरी हुई"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileTrouble):
        run.save_selftest(SelfTest(()), tmp_path / "file" / "out.json")


@pytest.mark.parametrize(("language", "word"), [("hi", "गड़बड़"), ("en", "doesn't work")])
def test_the_command_line_tells_each_part_and_answers_with_the_exit_code(
    tmp_path: Path, capsys, monkeypatch, language, word
):
    outcomes = (
        Outcome("disk", ok=True, duration_s=0.1),
        Outcome("clip", ok=False, duration_s=0.1, problem="no ffmpeg"),
    )

    def pretend(*, on_outcome) -> SelfTest:
        for outcome in outcomes:
            on_outcome(outcome)
        return SelfTest(outcomes)

    monkeypatch.setattr(run, "run_selftest", pretend)
    out = tmp_path / "out.json"
    assert app.run(["--lang", language, "--selftest", str(out)]) == 1
    told = capsys.readouterr().out
    assert "no ffmpeg" in told
    assert word in told
    assert str(out) in told
    assert json.loads(out.read_text(encoding="utf-8"))["ok"] is False
