"""Who may ask: requests under a foreign name, or from a foreign page, are refused before any handler runs."""

import base64
import hashlib
import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from workbench.serve.assets import first_script

__all__ = ["Guarded", "headers", "is_local"]

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def is_local(host: str | None) -> bool:
    """Tell whether a server bound to this host is reached from this machine only.

    Examples
    --------
    >>> is_local(None), is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, True, False)
    """
    return host is None or host in _LOCAL


def _name(netloc: str) -> str:
    """Return the name in ``name:port`` or ``[address]:port``, in small letters."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class Guarded(Application):
    """An application that answers to its own names only.

    Without this a page of another site could reach the server by rebinding its own name to 127.0.0.1, or open
    a websocket to a kernel: browsers do not stop either.
    """

    def __init__(self, host: str | None, allow_hosts: Iterable[str], **settings: Any) -> None:
        self._names = {*_LOCAL, *(name.lower() for name in allow_hosts)}
        if host is not None and not is_local(host):
            self._names |= {host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
        self._everywhere = host in {"0.0.0.0", "::", ""}  # noqa: S104  compared, not bound
        super().__init__(**settings)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """Refuse before routing, so that no handler can forget to."""
        if self.known(request) and self.same_origin(request):
            return super().find_handler(request, **kwargs)
        return self.get_handler_delegate(request, Refused)

    def known(self, request: HTTPServerRequest) -> bool:
        """Tell whether the request names this server; a bare address cannot be rebound."""
        name = _name(request.host)
        return name in self._names or (self._everywhere and _is_address(name))

    def same_origin(self, request: HTTPServerRequest) -> bool:
        """Tell whether the page that asks, if the browser names one, is ours: of this host and port."""
        origin = request.headers.get("Origin")
        if origin is None:
            return True
        netloc = urlsplit(origin).netloc.lower()
        return netloc == request.host.lower() or _name(netloc) in self._names - _LOCAL


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Refused(RequestHandler):
    """Says why a request was not answered."""

    def prepare(self) -> None:
        """Answer every method alike."""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(
            "This workbench does not answer to that name or page. Open it by the address that it printed, "
            "or start it with --allow-host NAME.\n"
        )


def headers(request: HTTPServerRequest) -> dict[str, str]:
    """Return the headers of every answer: nothing from another host, nothing guessed, no frame of others."""
    digest = base64.b64encode(hashlib.sha256(first_script().encode()).digest()).decode()
    policy = {
        "default-src": "'self'",
        # blob: the module of an anywidget. It can hold any code of the kernel's, so eval, which browser tests use, adds
        # no way in: what a person typed reaches the page as JSON and is set as text.
        "script-src": f"'self' blob: 'unsafe-eval' 'sha256-{digest}'",
        "style-src": "'self' 'unsafe-inline'",  # plotly and the widgets place things by style attributes
        "img-src": "'self' data: blob:",
        "connect-src": f"'self' ws://{request.host} wss://{request.host}",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
