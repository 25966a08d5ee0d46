"""The one place that opens connections: a request goes out, an answer or a loss comes back, never an exception."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from requests.auth import AuthBase

from prstudio import __version__
from prstudio.errors import WorkCancelled
from prstudio.model.progress import Cancelled, never
from prstudio.net.exchange import Answer, Loss, LossKind, Outcome, Request, Sign
from prstudio.net.outgoing import Outgoing, Throttle, make_body

CONNECT_S: Final = 15.0
"""For a connection, and for one block to leave: a line that carries nothing for so long is broken."""
SILENCE_S: Final = 120.0
"""For the next byte of an answer."""
ANSWER_MAX_BYTES: Final = 4_000_000

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_BEFORE_SENDING: Final = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ProxyError,
)


class Transport(Protocol):
    """What sends."""

    def send(
        self,
        request: Request,
        folder: Path,
        *,
        token: str = "",
        sent: Callable[[int], None] = ...,
        cancelled: Cancelled = ...,
    ) -> Outcome:
        """Send `request`, whose files lie in `folder`; `sent` hears how many bytes of them have gone."""


class HttpTransport:
    """Sends over HTTPS, and over plain HTTP to this computer alone."""

    def __init__(
        self, *, max_bytes_s: float | None = None, connect_s: float = CONNECT_S, silence_s: float = SILENCE_S
    ) -> None:
        """`max_bytes_s` is the most that uploads may take of the line."""
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers["User-Agent"] = f"PRStudio/{__version__}"
        self._timeouts = (connect_s, silence_s)
        self._throttle = Throttle(max_bytes_s)

    def limit(self, max_bytes_s: float | None) -> None:
        """Let uploads take at most so much of the line from now on; None: all of it."""
        self._throttle.max_bytes_s = max_bytes_s

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def send(
        self,
        request: Request,
        folder: Path,
        *,
        token: str = "",
        sent: Callable[[int], None] = lambda _bytes: None,
        cancelled: Cancelled = never,
    ) -> Outcome:
        """Send `request`; redirects aren't followed, for a token must not travel where we didn't decide.

        Raises:
            ValueError: the address is neither https nor on this computer: a bug, or somebody's try.
        """
        check_address(request.url)
        if request.makes_public:
            # A connection that went stale while it was idle would make the loss of the answer look likely.
            self._session.close()
        body, content_type = make_body(request, folder, throttle=self._throttle, sent=sent, cancelled=cancelled)
        try:
            return self._exchange(request, body, content_type, _TokenAuth(request.sign, token))
        except WorkCancelled:
            return Loss(LossKind.STOPPED)
        except requests.RequestException as error:
            return Loss(kind_of(error))
        except urllib3.exceptions.HTTPError as error:  # while the answer is read
            return Loss(kind_of(error))
        finally:
            if body is not None:
                body.close()

    def _exchange(self, request: Request, body: Outgoing | None, content_type: str, auth: AuthBase) -> Answer:
        headers = {"Content-Type": content_type, **request.headers} if content_type else dict(request.headers)
        if body is None and request.method in ("POST", "PUT"):
            headers["Content-Length"] = "0"
        with contextlib.closing(
            self._session.request(
                request.method,
                request.url,
                headers=headers,
                data=body,
                auth=auth,
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            )
        ) as response:
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, names, b"".join(_limited(response)))


class _TokenAuth(AuthBase):
    """Puts the token into the header; being there at all keeps `requests` from asking a .netrc file."""

    def __init__(self, sign: Sign, token: str) -> None:
        self._header = {Sign.BEARER: f"Bearer {token}", Sign.OAUTH: f"OAuth {token}"}.get(sign)

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._header is not None:
            prepared.headers["Authorization"] = self._header
        return prepared


def _limited(response: requests.Response) -> Iterator[bytes]:
    left = ANSWER_MAX_BYTES
    for block in response.iter_content(65_536):
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return


def check_address(url: str) -> None:
    """Let pass https, and http to this computer.

    Raises:
        ValueError: it is another address, or one with a name and password in it.
    """
    parts = urlsplit(url)
    is_here = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not (parts.scheme == "https" or is_here) or parts.username or not parts.hostname:
        raise ValueError(f"not an address to send to: {parts.scheme}://{parts.hostname}")


def kind_of(error: Exception) -> LossKind:
    """Why there is no answer: only what surely happened before the first byte counts as unreachable."""
    causes = list(_chain(error))
    if any("CERTIFICATE_VERIFY_FAILED" in str(cause) for cause in causes):
        return LossKind.UNTRUSTED
    if any(isinstance(cause, _BEFORE_SENDING) for cause in causes):
        return LossKind.UNREACHABLE
    timeouts = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
    return LossKind.SILENT if any(isinstance(cause, timeouts) for cause in causes) else LossKind.CUT


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and everything that it was made from."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None)]
        waiting += [argument for argument in cause.args if isinstance(argument, BaseException)]
