"""A gateway before a node, over TLS, that asks who is there and may be slow, as clusters are that
others maintain.
"""

import http.client
import ssl
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Self


class Gateway:
    """Passes requests on to a node if their `authorization` is the one wanted, after `delay`
    seconds; while `is_broken` it hangs up in place of an answer.
    """

    def __init__(self, node: str, certificate: Path, *, authorization: str) -> None:
        """`certificate` is a file with a certificate and its key."""
        self.delay = 0.0
        self.is_broken = False
        self.requests = 0
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                gateway.requests += 1
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.headers.get("authorization") != authorization:
                    self.reply(401, b'{"error": "Unauthorized", "status": 401}')
                    return
                time.sleep(gateway.delay)
                if gateway.is_broken:
                    self.close_connection = True
                    return
                onward = http.client.HTTPConnection(node, timeout=30)
                headers = {"content-type": self.headers.get("content-type", "application/json")}
                onward.request(self.command, self.path, body, headers)
                found = onward.getresponse()
                self.reply(found.status, found.read())
                onward.close()

            def reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.answer)

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Whoever waited no longer, hung up."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    @property
    def host(self) -> str:
        """Its address."""
        return f"127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def make_certificate(folder: Path) -> Path:
    """Make a certificate of our own for the loopback address, with its key, by openssl."""
    key, certificate = folder / "key.pem", folder / "ca.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes(certificate.read_bytes() + key.read_bytes())
    return both
