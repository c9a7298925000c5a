"""MOS over TCP: one message a write, UCS-2 big-endian, an answer to each, heartbeats, reconnection, resuming.

Ports by the protocol: 10540 lower (objects), 10541 upper (running orders), 10542 query.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from newsroom.errors import NewsroomError, SourceDown
from renderers.mos import Envelope

END = "</mos>".encode("utf-16-be")
LONGEST_ANSWER = 4_000_000


class MosRefused(NewsroomError):
    """The peer answered and refused: facts are the running order or story, and what the peer said."""

    code = "mos_refused"


@dataclass(slots=True)
class MosLink:
    """A connection to a MOS device; `acknowledged` is the id of the last message it took, from where sending resumes."""

    host: str
    port: int
    envelope: Envelope
    timeout: float = 10.0
    attempts: int = 4
    wait: Callable[[float], None] = time.sleep
    acknowledged: int = 0
    _socket: socket.socket | None = None
    _rest: bytes = field(default=b"", repr=False)

    def send(self, contents: Sequence[Element], first_id: int = 1) -> list[Element]:
        """Send messages in order, waiting for each answer; a broken line is mended and the unanswered message sent again."""
        answers = []
        for message_id, content in enumerate(contents, first_id):
            if message_id > self.acknowledged:
                answers.append(self._deliver(content, message_id))
                self.acknowledged = message_id
        return answers

    def heartbeat(self, now: str, message_id: int = 0) -> Element:
        """Ask whether the peer is alive; `now` is the moment the caller's clock shows."""
        beat = Element("heartbeat")
        ElementTree.SubElement(beat, "time").text = now
        return self._deliver(beat, message_id)

    def close(self) -> None:
        """Close the line."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _deliver(self, content: Element, message_id: int) -> Element:
        wire = ucs2(self.envelope.wrap(content, message_id).decode())
        trouble: Exception | None = None
        for attempt in range(self.attempts):
            if attempt:
                self.wait(min(2.0**attempt / 2, 30.0))
            try:
                self._connect().sendall(wire)
                return _checked(self._answer(message_id))
            except (OSError, EOFError) as error:
                trouble = error
                self.close()
        raise SourceDown(f"MOS {self.host}:{self.port}", trouble) from trouble

    def _connect(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection((self.host, self.port), self.timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _answer(self, message_id: int) -> Element:
        """The answer to this message; the peer's own heartbeats and late answers to others are passed over."""
        while True:
            answer = ElementTree.fromstring(self._message())
            if answer.find("heartbeat") is not None and message_id != 0:
                continue
            found = answer.findtext("messageID")
            if found is None or not found.strip().isdigit() or int(found) in (message_id, 0):
                return answer

    def _message(self) -> str:
        line = self._socket
        if line is None:
            raise EOFError("no line")
        while (end := self._whole()) < 0:
            got = line.recv(65_536)
            if not got:
                raise EOFError("the peer hung up")
            self._rest += got
            if len(self._rest) > LONGEST_ANSWER:
                raise EOFError("the peer does not end its message")
        message, self._rest = self._rest[:end], self._rest[end:]
        return re.sub(r"<\?xml[^>]*\?>", "", message.decode("utf-16-be", "replace").lstrip("\ufeff\x00\r\n ")).strip()

    def _whole(self) -> int:
        """Where the first whole message ends; -1 while it has not. A match must lie on a letter's border."""
        at = self._rest.find(END)
        while at >= 0 and at % 2:
            at = self._rest.find(END, at + 1)
        return at + len(END) if at >= 0 else -1


def ucs2(message: str) -> bytes:
    """A message as sent on the line: no XML declaration, UCS-2 big-endian without a mark."""
    body = re.sub(r"^<\?xml[^>]*\?>\s*", "", message)
    return "".join(letter if ord(letter) < 0x10000 else "\ufffd" for letter in body).encode("utf-16-be")


def _checked(answer: Element) -> Element:
    """The answer, unless it says no."""
    ack = answer.find("roAck")
    if ack is not None:
        status = (ack.findtext("roStatus") or "").strip()
        if status and status.upper() != "OK":
            raise MosRefused(ack.findtext("roID") or "", status)
    mos_ack = answer.find("mosAck")
    if mos_ack is not None and (mos_ack.findtext("status") or "ACK").strip().upper() == "NACK":
        raise MosRefused(mos_ack.findtext("objID") or "", mos_ack.findtext("statusDescription") or "NACK")
    return answer
