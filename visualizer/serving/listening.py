"""Where the server listens: a free port, a host of this machine, and the names it answers to."""

import errno
import socket

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


class ServeError(RuntimeError):
    """The server cannot start; the message is one sentence with a way on."""


def check_port(host: str, port: int) -> None:
    """Find out whether the server can listen, before any long work.

    Parameters
    ----------
    host : str
        Name or address to listen on.

    port : int
        Port; 0 asks the system for a free one.

    Raises
    ------
    ServeError
        If the port is taken or not allowed, or the host is not of this machine.

    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise ServeError(listen_sentence(host, port, error)) from error


def host_name(host: str) -> str:
    """Return a request's ``Host`` without its port."""
    return host.rsplit(":", 1)[0] if not host.endswith("]") else host


def name_for_people(host: str) -> str:
    """Return the name under which a person on this machine opens the page."""
    if host in {"0.0.0.0", "::", ""}:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def listen_sentence(host: str, port: int, error: OSError) -> str:
    """Return why the server cannot listen, and a way on."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; choose another with --port, or --port 0 for any free one."
    if error.errno == errno.EACCES:
        return f"Port {port} needs special rights; choose one from 1024 to 65535 with --port."
    return f"Cannot listen on {host}:{port} ({error.strerror}); choose another --host or --port."
