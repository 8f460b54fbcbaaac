"""Mail, where the settings file names a server for it: one neutral message at a time, never with a group's name.

Without those settings everything works by hand: ways in are shown, and people hand them over.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, current_app, flash

from groupkit import db
from groupkit.refusal import Refused

SECONDS_TO_WAIT = 10
ONLY_TLS_PORT = 465
"""On this port a server speaks TLS from the first byte (RFC 8314); on any other it is asked to begin."""
NOT_SENT = "The mail could not be sent just now. The link below works all the same: hand it over in another way"
MOST_CHARACTERS = 200

_WAYS_IN = {
    "join": ("Your way in", "to your place with us"),
    "found": ("Your way in", "to begin your books"),
    "renew": ("A new passphrase", "to choose a new passphrase"),
}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)


@dataclass(frozen=True)
class Server:
    """Who sends our mail, and under which address this site is to be found."""

    host: str
    port: int
    user: str
    passphrase: str = field(repr=False)
    sender: str
    site: str
    """`https://books.example.org`: links in mail are made from this alone, never from what a visitor's browser says."""


@dataclass(frozen=True)
class Message:
    """One mail."""

    to: str
    subject: str
    words: str = field(repr=False)


def server() -> Server | None:
    """What the settings say of mail; None when they say nothing, or not enough to send any."""
    kept = current_app.config.get("MAIL")
    if not isinstance(kept, dict):
        return None
    host, sender, site = (str(kept.get(name, "")).strip() for name in ("host", "from", "site"))
    port = kept.get("port", ONLY_TLS_PORT)
    if not host or not _ADDRESS.fullmatch(sender) or not isinstance(port, int) or not _origin(site):
        return None
    return Server(host, port, str(kept.get("user", "")), str(kept.get("passphrase", "")), sender, _origin(site))


def _origin(site: str) -> str:
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("https", "http") and parts.netloc else ""


def is_set_up() -> bool:
    """Whether this installation can send mail."""
    return server() is not None


def link(path: str) -> str:
    """An address of ours as it stands in a mail."""
    found = server()
    return f"{found.site}{path}" if found else path


def read_address(typed: str, field_name: str = "address") -> str:
    """An email address as it is kept; raises Refused when it cannot be one."""
    address = typed.strip()
    if len(address) > MOST_CHARACTERS or not _ADDRESS.fullmatch(address):
        raise Refused("Write an email address like carys@example.org", field_name)
    return address


def send(message: Message) -> None:
    """Hand a mail to the server and wait for it; raises Refused with a plain sentence when it could not be sent."""
    found = server()
    if found is None or not _sent(current_app._get_current_object(), found, message):  # type: ignore[attr-defined]
        raise Refused(NOT_SENT)


def hand_over_after_saving(address: str, purpose: str, path: str) -> None:
    """Send a way in once it has been saved, and say how that went: it is shown on the next page in any case.

    The mail names neither the group nor anybody in it. `purpose` is `join`, `found` or `renew`; `path` is the link's.
    """
    subject, for_what = _WAYS_IN[purpose]
    words = f"Hello,\n\nhere is the link {for_what}. It works once, within 7 days.\n\n{link(path)}\n"
    message = Message(address, subject, words)
    db.after_saving(lambda: _send_and_say(message))


def _send_and_say(message: Message) -> None:
    try:
        send(message)
        flash("The mail has been sent. The link is shown here as well, once")
    except Refused as refused:
        flash(refused.sentence, "note")


def send_after_answering(message: Message | None) -> None:
    """Send once the answer has gone out; None has the same talk with the server, but for the mail itself.

    So neither the time that this answer takes nor the next one's tells whether there was anything to send. No thread is
    begun, since some hosts let none run. A mail that fails leaves a line in the log, without an address in it.
    """
    found, app = server(), current_app._get_current_object()  # type: ignore[attr-defined]
    if found is None:
        return

    @after_this_request
    def and_then(response: Response) -> Response:
        response.call_on_close(lambda: _sent(app, found, message))
        return response


def _sent(app: Flask, found: Server, message: Message | None) -> bool:
    try:
        deliver(found, message)
    except (OSError, ValueError) as error:  # smtplib's own errors and TLS's are OSErrors
        app.logger.warning("a mail could not be sent: %s", type(error).__name__)
        return False
    return True


def deliver(found: Server, message: Message | None) -> None:
    """Speak to the server: always over TLS with a certificate that is checked, each answer within 10 seconds.

    Raises OSError (smtplib's errors among them) when the server cannot be reached or says no.
    """
    import smtplib  # with ssl, only when a mail goes out
    import ssl

    context = ssl.create_default_context()
    if found.port == ONLY_TLS_PORT:
        with smtplib.SMTP_SSL(found.host, found.port, timeout=SECONDS_TO_WAIT, context=context) as post:
            _hand_over(post, found, message)
    else:
        with smtplib.SMTP(found.host, found.port, timeout=SECONDS_TO_WAIT) as post:
            post.starttls(context=context)
            _hand_over(post, found, message)


def _hand_over(post: Any, found: Server, message: Message | None) -> None:
    if found.user:
        post.login(found.user, found.passphrase)
    if message is not None:
        post.send_message(written(found, message))


def written(found: Server, message: Message) -> Any:
    """The mail as it goes out; a line break in an address or a subject raises ValueError and adds no header."""
    from email.message import EmailMessage
    from email.utils import make_msgid

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = found.sender, message.to, message.subject
    mail["Message-ID"] = make_msgid(domain=found.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.words)
    return mail
