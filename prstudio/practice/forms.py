"""The parameters of a request, however they were sent: form, multipart or JSON; files go to disk as they come."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Final
from urllib.parse import parse_qsl

from prstudio.practice.body import Body
from prstudio.practice.exchange import Request
from prstudio.practice.multipart import BadMultipart, read_parts
from prstudio.practice.spool import Spool, StoredFile

_MAX_TEXT_BYTES: Final = 1024 * 1024
_MAX_JSON_BYTES: Final = 16 * 1024 * 1024
"""A chunk of 8 MB grows by a third in base64."""


class BadForm(Exception):
    """The body is not what its headers say."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a body holds."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    """Of a JSON body."""


def read_form(request: Request, spool: Spool) -> Form:
    """The body as a form; text fields also go to the request's parameters for the log.

    Raises:
        BadForm: the body is not what its headers say.
        LineLost: the line broke.
    """
    kind, options = content_type(request.headers)
    if kind == "multipart/form-data":
        form = _read_multipart(request.body, options.get("boundary", ""), spool)
    elif kind == "application/json":
        form = Form(document=_read_json(request.body))
    else:
        form = Form(fields=dict(parse_qsl(_read_text(request.body), keep_blank_values=True)))
    request.parameters.update(form.fields)
    request.parameters.update({f"file:{name}": file.size_bytes for name, file in form.files.items()})
    request.parameters.update(
        {key: value for key, value in form.document.items() if key != "media" or not isinstance(value, str)}
    )
    return form


def content_type(headers: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The type in lower case, and its options such as the boundary."""
    message = Message()
    message["Content-Type"] = headers.get("content-type", "application/octet-stream")
    options = message.get_params(failobj=[], header="Content-Type")[1:]
    return message.get_content_type(), {name.lower(): value for name, value in options}


def decode_base64(text: str) -> bytes:
    """The bytes of a base64 text.

    Raises:
        BadForm: it is none.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadForm("no base64") from error


def _read_multipart(body: Body, boundary: str, spool: Spool) -> Form:
    fields: dict[str, str] = {}
    files: dict[str, StoredFile] = {}
    try:
        for headers, pieces in read_parts(body, boundary):
            name, file_name = _names(headers)
            if file_name is None:
                fields[name] = _join_text(pieces)
            else:
                files[name] = spool.store(pieces, name=file_name)
    except BadMultipart as error:
        raise BadForm(str(error)) from error
    return Form(fields=fields, files=files)


def _names(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """The field's name, and the file's name where the part is a file."""
    message = Message()
    message["Content-Disposition"] = headers.get("content-disposition", "")
    name = message.get_param("name", header="Content-Disposition")
    if not isinstance(name, str):
        raise BadForm("a part has no name")
    file_name = message.get_filename()
    if file_name is None and headers.get("content-type", "text/plain").split(";")[0] != "text/plain":
        file_name = ""
    return name, file_name


def _join_text(pieces: Iterator[bytes]) -> str:
    text = bytearray()
    for piece in pieces:
        text += piece
        if len(text) > _MAX_TEXT_BYTES:
            raise BadForm("a field is too long")
    return _as_text(bytes(text))


def _read_text(body: Body) -> str:
    content = body.read_all(_MAX_TEXT_BYTES)
    if content is None:
        raise BadForm("the body is too long")
    return _as_text(content)


def _read_json(body: Body) -> dict[str, Any]:
    content = body.read_all(_MAX_JSON_BYTES)
    if content is None:
        raise BadForm("the body is too long")
    return parse_json_object(content)


def parse_json_object(content: bytes) -> dict[str, Any]:
    """The object in `content`; an empty body counts as an empty object.

    Raises:
        BadForm: it holds something else.
    """
    try:
        document = json.loads(content) if content.strip() else {}
    except (ValueError, RecursionError) as error:
        raise BadForm("the body is not JSON") from error
    if not isinstance(document, dict):
        raise BadForm("the body is not a JSON object")
    return document


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadForm("the text is not UTF-8") from error
