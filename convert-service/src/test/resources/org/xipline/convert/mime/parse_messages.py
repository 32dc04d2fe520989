"""Parses messages as Python's email package does today, and says what it sees: one JSON document per line."""

import email
import email.policy
import json
import sys
from email.errors import NonPrintableDefect


def defects(message):
    for part in message.walk():
        yield from (f"part: {defect!r}" for defect in part.defects)
        for name, value in part.items():
            # A source may write control characters in a name; they are encoded like every other text.
            yield from (
                f"{name}: {defect!r}" for defect in value.defects if not isinstance(defect, NonPrintableDefect)
            )


def addresses(message, name):
    return [[one.display_name, one.addr_spec] for value in message.get_all(name, []) for one in value.addresses]


def seen(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    files = [part for part in leaves if part.get_content_disposition() == "attachment"]
    return {
        "defects": list(defects(message)),
        "names": message.keys(),
        "subject": message["Subject"],
        "itemId": message["X-XIP-Item-Id"],
        "entry": message["X-XIP-Entry"],
        "date": message["Date"].datetime.isoformat() if message["Date"] else None,
        "from": addresses(message, "From"),
        "to": addresses(message, "To"),
        "cc": addresses(message, "Cc"),
        "texts": [part.get_content() for part in leaves if part.get_content_disposition() is None],
        "types": [part.get_content_type() for part in leaves],
        "files": [[part.get_filename(), part.get_payload(decode=True).hex()] for part in files],
    }


for line in sys.stdin:
    print(json.dumps(seen(line.rstrip("\n"))))
