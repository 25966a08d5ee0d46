"""What comes over the line: bodies, multipart bodies, files that grow. Nothing is held in memory as a whole."""

from __future__ import annotations

import hashlib
import io
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prstudio.practice.body import PIECE_BYTES, Body, Line, LineLost
from prstudio.practice.multipart import BadMultipart, read_parts
from prstudio.practice.spool import GrowingFile, Spool


class Drip:
    """A socket that gives bytes in crumbs, as slow lines do."""

    def __init__(self, content: bytes, crumb: int) -> None:
        self._stream = io.BytesIO(content)
        self._crumb = crumb

    def read1(self, size: int) -> bytes:
        return self._stream.read(min(size, self._crumb))

    def readline(self, size: int) -> bytes:
        return self._stream.readline(size)


def body(content: bytes, *, crumb: int = 7, line: Line | None = None, length: int | None = None) -> Body:
    return Body(Drip(content, crumb), length_bytes=len(content) if length is None else length, line=line)


@given(content=st.binary(max_size=3000), crumb=st.integers(1, 1000))
def test_a_body_is_read_to_its_end_and_no_further(content, crumb):
    read = body(content + b"next request", crumb=crumb, length=len(content))
    assert b"".join(read.pieces()) == content
    assert read.is_complete
    assert read.read(10) == b""


@given(chunks=st.lists(st.binary(min_size=1, max_size=300), max_size=8), crumb=st.integers(1, 400))
def test_a_chunked_body_is_read_likewise(chunks, crumb):
    coded = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\nTrailer: x\r\n\r\nmore"
    read = Body(Drip(coded, crumb), length_bytes=None)
    assert b"".join(read.pieces()) == b"".join(chunks)
    assert read.is_complete


@pytest.mark.parametrize("coded", [b"", b"z\r\n", b"-1\r\n", b"5\r\nabcdefg\r\n", b"5\r\nabc"])
def test_a_broken_chunked_body_is_a_lost_line(coded):
    read = Body(Drip(coded, 3), length_bytes=None)
    with pytest.raises(LineLost):
        list(read.pieces())


@given(size=st.integers(1, 2000), cut=st.integers(0, 1999), crumb=st.integers(1, 300))
def test_a_cut_comes_after_exactly_so_many_bytes(size, cut, crumb):
    read = body(bytes(size), crumb=crumb, line=Line(cut_after_bytes=cut))
    if cut >= size:
        assert len(b"".join(read.pieces())) == size
        return
    with pytest.raises(LineLost):
        list(read.pieces())
    assert read.received_bytes == cut


def test_a_client_that_goes_away_is_a_lost_line():
    read = body(b"half", length=100)
    with pytest.raises(LineLost):
        list(read.pieces())
    assert read.received_bytes == 4


@given(stall=st.integers(0, 100), size=st.integers(101, 300))
def test_a_stall_comes_once(stall, size):
    slept: list[float] = []
    line = Line(stall_after_bytes=stall, stall_s=3)
    read = Body(Drip(bytes(size), 9), length_bytes=size, line=line, sleep=slept.append)
    assert len(b"".join(read.pieces())) == size
    assert slept == [3]


@given(size=st.integers(1, 5000), speed=st.integers(8, 2000), work_s=st.floats(0, 0.01))
def test_a_slow_line_is_as_slow_as_it_should_be_whatever_else_takes_time(size, speed, work_s):
    clock = [0.0]
    longest = []

    def sleep(seconds: float) -> None:
        longest.append(seconds)
        clock[0] += seconds + work_s

    source = io.BufferedReader(io.BytesIO(bytes(size)))
    line = Line(bytes_per_s=speed)
    read = Body(source, length_bytes=size, line=line, sleep=sleep, now=lambda: clock[0])
    assert len(b"".join(read.pieces())) == size
    assert clock[0] == pytest.approx(size / speed + work_s, abs=work_s * 2 + 1e-6) or work_s * speed > 1
    assert max(longest) <= 0.2


def test_a_limit_stops_a_reader_of_everything():
    assert body(bytes(1000)).read_all(999) is None
    assert body(bytes(1000)).read_all(1000) == bytes(1000)
    assert body(bytes(1000)).drain(999) is False
    assert body(bytes(1000)).drain(1000) is True


BOUNDARY = "b0undary"


def parts_of(content: bytes, crumb: int) -> list[tuple[dict[str, str], bytes]]:
    read = body(content, crumb=crumb)
    return [(dict(headers), b"".join(pieces)) for headers, pieces in read_parts(read, BOUNDARY)]


@settings(deadline=None)
@given(
    contents=st.lists(st.binary(max_size=500), min_size=1, max_size=4),
    newline=st.sampled_from([b"\r\n", b"\n"]),
    crumb=st.integers(1, 600),
)
def test_parts_come_as_they_were_sent_however_the_line_crumbles(contents, newline, crumb):
    mark = f"--{BOUNDARY}".encode()
    contents = [content.replace(mark, b"") for content in contents]
    coded = b"".join(
        mark + newline + b"X-Number: %d" % number + newline * 2 + content + newline
        for number, content in enumerate(contents)
    )
    found = parts_of(coded + mark + b"--" + newline, crumb)
    assert found == [({"x-number": str(number)}, content) for number, content in enumerate(contents)]


def test_a_part_that_nobody_reads_is_skipped():
    coded = b"--b0undary\r\n\r\none\r\n--b0undary\r\nA: b\r\n\r\ntwo\r\n--b0undary--"
    headers = [dict(found) for found, _ in read_parts(body(coded), BOUNDARY)]
    assert headers == [{}, {"a": "b"}]


@pytest.mark.parametrize(
    "coded",
    [
        b"",
        b"--b0undary",
        b"--b0undary\r\n",
        b"--b0undary\r\nA: b\r\n\r\nno end",
        b"--b0undaryX\r\n\r\nx\r\n--b0undary--",
        b"--b0undary\r\n" + b"A: " + b"b" * 100_000,
        b"x" * 100_000,
    ],
)
def test_a_broken_multipart_body_is_told(coded):
    with pytest.raises(BadMultipart):
        parts_of(coded, 5000)


@pytest.mark.parametrize("boundary", ["", "b" * 201])
def test_a_boundary_must_be_there_and_short(boundary):
    with pytest.raises(BadMultipart):
        list(read_parts(body(b"x"), boundary))


def test_nothing_of_a_file_stays_when_its_line_breaks(tmp_path):
    spool = Spool(tmp_path)
    with pytest.raises(LineLost):
        spool.store(body(bytes(1000), line=Line(cut_after_bytes=500)).pieces())
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None, max_examples=60)
@given(data=st.data(), grain=st.sampled_from([1, 4, 100]))
def test_a_growing_file_is_always_the_beginning_of_what_was_sent(tmp_path_factory, data, grain):
    content = bytes(range(256)) * 3
    file = GrowingFile(tmp_path_factory.mktemp("grow") / "file", grain_bytes=grain)
    for _ in range(data.draw(st.integers(1, 6))):
        writer = file.begin()
        start = file.taken_bytes
        for size in data.draw(st.lists(st.integers(1, 300), max_size=3)):
            assert file.write(writer, content[start : start + size])
            start = min(len(content), start + size)
        assert file.taken_bytes % grain == 0
        if data.draw(st.booleans()):
            file.go_back(data.draw(st.integers(0, len(content))))
        taken = file.taken_bytes
        assert taken % grain == 0
        assert file.as_stored().sha256 == hashlib.sha256(content[:taken]).hexdigest()
    writer = file.begin()
    assert file.write(writer, content[file.taken_bytes :]) or file.taken_bytes == len(content)
    assert file.finish(writer)
    stored = file.as_stored()
    assert stored.path.read_bytes() == content
    assert (stored.size_bytes, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_an_old_writer_cannot_spoil_what_a_new_one_sends(tmp_path):
    file = GrowingFile(tmp_path / "file")
    old = file.begin()
    assert file.write(old, b"abc")
    new = file.begin()
    assert file.write(new, b"def")
    assert not file.write(old, b"xyz")
    assert not file.finish(old)
    assert file.as_stored().path.read_bytes() == b"abcdef"


def test_two_writers_at_once_never_mix(tmp_path):
    file = GrowingFile(tmp_path / "file", grain_bytes=10)
    written = []

    def work(letter: bytes) -> None:
        writer = file.begin()
        written.append(sum(10 for _ in range(200) if file.write(writer, letter * 10)))

    threads = [threading.Thread(target=work, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    content = file.as_stored().path.read_bytes()
    assert len(content) == sum(written) == file.taken_bytes
    assert all(len(set(content[at : at + 10])) == 1 for at in range(0, len(content), 10))


def test_a_piece_is_small():
    assert PIECE_BYTES <= 64 * 1024
