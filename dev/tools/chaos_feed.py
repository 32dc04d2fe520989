"""Archives of every kind, and what must become of each: derived from what went in, never from what xipline says."""

import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import threading
import time
import zlib
from xml.sax.saxutils import escape

DOMAIN = "contoso.example"
LIMIT_BYTES = 128 * 1024
SENT = "2026-11-20T09:15:00+01:00"
ARRIVED = ["delivered", "already-present"]
XAR_HEADER = ">4sHHQQI"
LONG_FILES = 25_000
LONG_ITEMS = 150


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def openssl(directory, *arguments):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def make_signer(directory, name):
    """NAME-ca.pem to be trusted, NAME.key and NAME.pem to sign with."""
    directory.mkdir(parents=True, exist_ok=True)
    openssl(directory, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}-ca.key", "-out", f"{name}-ca.pem", "-days", "30",
            "-subj", f"/CN=Chaos {name} CA", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl(directory, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN=Chaos {name}")
    (directory / "signer.ext").write_text("basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n")
    openssl(directory, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{name}-ca.pem", "-CAkey", f"{name}-ca.key", "-CAcreateserial", "-days", "30",
            "-extfile", "signer.ext", "-out", f"{name}-leaf.pem")
    (directory / f"{name}.pem").write_text((directory / f"{name}-leaf.pem").read_text() + (directory / f"{name}-ca.pem").read_text())


class People:
    """Mailboxes, every third with an alias; others are outside, or inside and nobody's."""

    def __init__(self, number):
        self.mailboxes = [f"user{n:02}@{DOMAIN}" for n in range(number)]
        self.aliases = {f"desk{n:02}@{DOMAIN}": mailbox for n, mailbox in enumerate(self.mailboxes) if n % 3 == 0}

    def write(self, file):
        of = {mailbox: alias for alias, mailbox in self.aliases.items()}
        file.write_text("mailbox,aliases\n" + "".join(f"{it},{of.get(it, '')}\n" for it in self.mailboxes))

    def mailbox_of(self, address):
        return self.aliases.get(address, address if address in self.mailboxes else None)

    def choose(self, chance, strangers=True):
        addresses = chance.sample(self.mailboxes, chance.randint(1, 5))
        if chance.random() < 0.3:
            addresses.append(chance.choice(sorted(self.aliases)))
        if strangers and chance.random() < 0.3:
            addresses.append(f"eve{chance.randint(0, 9)}@fabrikam.example")
        if strangers and chance.random() < 0.2:
            addresses.append(f"ghost{chance.randint(0, 9)}@{DOMAIN}")
        return addresses

    def pairs(self, addresses, poison=None):
        """What must become of each address: outcomes that are right, reason, mailbox."""
        return {address: self.fate(address, poison) for address in addresses}

    def fate(self, address, poison):
        if not address.endswith("@" + DOMAIN):
            return {"outcomes": ["external"], "reason": None, "mailbox": None}
        if poison:
            return {"outcomes": ["dead-lettered"], "reason": poison, "mailbox": None}
        mailbox = self.mailbox_of(address)
        if mailbox is None:
            return {"outcomes": ["unmapped"], "reason": "unmapped", "mailbox": None}
        return {"outcomes": ARRIVED, "reason": None, "mailbox": mailbox}


class ItemWriter:
    """Writes one archive's files into a directory, and notes what they must lead to."""

    def __init__(self, root, archive, people, chance):
        self.root, self.archive, self.people, self.chance = root, archive, people, chance
        self.items = []
        self.unclaimed = []

    def write(self, path, data):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return data

    def words(self, size):
        return " ".join(f"{self.chance.getrandbits(40):x}" for _ in range(size // 11 + 1))

    def identity(self, letter):
        return f"{letter}-{self.archive}-{len(self.items)}"

    def good(self):
        kind = self.chance.choice(["json", "json", "json", "xml", "eml"])
        if kind == "eml":
            return self.mail()
        size = 60_000 if self.chance.random() < 0.1 else 1_500
        numbers = range(self.chance.choice([0, 0, 1, 2]))
        sizes = [self.chance.randint(1, 40_000) for _ in numbers]
        return self.composed(kind, self.people.choose(self.chance), sizes, self.words(self.chance.randint(10, size)))

    def composed(self, kind, addresses, sizes, text, missing=False, poison=None):
        identity = self.identity("I")
        subject = f"Grüße {identity}: 42 €" if self.chance.random() < 0.3 else f"Message {identity}"
        attached = [(f"a{n}.bin", self.chance.randbytes(size)) for n, size in enumerate(sizes)]
        folder = f"attachments/{identity}"
        for name, data in attached:
            self.write(f"{kind}/{folder}/{name}", data)
        names = [name for name, _ in attached] + (["absent.bin"] if missing else [])
        render = as_json if kind == "json" else as_xml
        entry = f"{kind}/{identity}.{kind}"
        document = self.write(entry, render(identity, subject, addresses, text, [(f"{folder}/{name}", name) for name in names]))
        digest = hashlib.sha256(document + b"".join(hashlib.sha256(data).digest() for _, data in attached)).hexdigest()
        self.items.append({"entry": entry, "itemId": identity, "itemSha256": digest, "subject": subject, "text": text, "original": None,
                           "attachments": [{"name": name, "sha256": sha256(data)} for name, data in attached],
                           "pairs": self.people.pairs(addresses, poison)})

    def mail(self):
        identity = self.identity("M")
        addresses = self.people.choose(self.chance)
        text = "".join(self.words(60) + "\r\n" for _ in range(self.chance.randint(1, 30)))
        document = (f"From: Alice <{addresses[0]}>\r\nTo: {', '.join(addresses)}\r\nSubject: Mail {identity}\r\n"
                    f"Date: Fri, 20 Nov 2026 11:00:00 +0100\r\nMessage-ID: <{identity}@source.example>\r\n\r\n{text}").encode()
        entry = f"mail/{identity}.eml"
        self.write(entry, document)
        self.items.append({"entry": entry, "itemId": identity, "itemSha256": sha256(document), "subject": f"Mail {identity}", "text": None,
                           "original": base64.b64encode(document).decode(), "attachments": [], "pairs": self.people.pairs(addresses)})

    def poison(self):
        addresses = [it for it in self.people.choose(self.chance) if not it.startswith("ghost")]
        kind = self.chance.choice(["malformed-item", "attachment-missing", "attachment-too-large", "item-too-large"])
        if kind == "malformed-item":
            self.malformed()
        elif kind == "attachment-missing":
            self.composed("json", addresses, [100], "incomplete", missing=True, poison=kind)
        elif kind == "attachment-too-large":
            self.composed("json", addresses, [LIMIT_BYTES + 1], "too much of it", poison=kind)
        else:
            self.composed("json", addresses, [LIMIT_BYTES // 2, LIMIT_BYTES // 2], "too much together", poison=kind)

    def malformed(self):
        identity = self.identity("X")
        entry = f"json/{identity}.json"
        self.write(entry, f'{{"Id":"{identity}", this is not JSON\n'.encode())
        self.items.append({"entry": entry, "itemId": None, "itemSha256": None,
                           "pairs": {"": {"outcomes": ["dead-lettered"], "reason": "malformed-item", "mailbox": None}}})

    def repeat(self, item, files):
        """The same item as in an archive before, octet by octet: no second copy of it may arrive."""
        for path, data in files:
            self.write(path, data)
        self.items.append(item)

    def unclaimed_file(self, path=None, data=b"nobody names this\n"):
        path = path or f"notes-{self.archive}.txt"
        self.write(path, data)
        self.unclaimed.append(path)


def as_json(identity, subject, addresses, text, attached):
    item = {"Id": identity, "Type": "chat", "Sent": SENT, "Subject": subject, "From": {"Name": "Alice", "Email": addresses[0]}, "Email": addresses,
            "Body": {"Text": text}}
    if attached:
        item["Attachments"] = [{"Path": path, "Name": name, "MediaType": "application/octet-stream"} for path, name in attached]
    return json.dumps(item).encode()


def as_xml(identity, subject, addresses, text, attached):
    listed = "".join(f"<Attachment><Path>{path}</Path><Name>{name}</Name><MediaType>application/octet-stream</MediaType></Attachment>"
                     for path, name in attached)
    return (f"<Item><Id>{identity}</Id><Type>document</Type><Sent>{SENT}</Sent><Subject>{escape(subject)}</Subject>"
            f"<From><Name>Alice</Name><Email>{addresses[0]}</Email></From>" + "".join(f"<Email>{it}</Email>" for it in addresses)
            + f"<Body><Text>{escape(text)}</Text></Body>" + (f"<Attachments>{listed}</Attachments>" if listed else "") + "</Item>").encode()


def without_signatures(archive):
    """The same archive as if nobody had signed it: the table of contents less its signatures, with a checksum that is right."""
    magic, size, version, packed, _, algorithm = struct.unpack_from(XAR_HEADER, archive)
    table = zlib.decompress(archive[size:size + packed])
    table = re.sub(rb"<(x-)?signature\b.*?</\1?signature>", b"", table, flags=re.S)
    deflated = zlib.compress(table)
    heap = archive[size + packed:]
    declared = re.search(rb'<checksum style="([^"]+)">.*?</checksum>', table, re.S)
    digest = hashlib.new(declared[1].decode().replace("-", ""), deflated).digest()
    offset = int(re.search(rb"<offset>(\d+)</offset>", declared[0])[1])
    heap = heap[:offset] + digest + heap[offset + len(digest):]
    header = struct.pack(XAR_HEADER, magic, size, version, len(deflated), len(table), algorithm) + archive[struct.calcsize(XAR_HEADER):size]
    return header + deflated + heap


class Feeder:
    """Makes archives and puts them into the drop, each as a source would; some it makes for others to import. Several threads may ask."""

    HOSTILE = {"cut": ["malformed-archive"], "flipped": ["content-tampered", "malformed-archive"], "unsigned": ["unsigned"],
               "stranger": ["signer-untrusted"]}

    def __init__(self, launcher, base, people, chance):
        self.launcher, self.base, self.people, self.chance = launcher, base, people, chance
        self.keys = base / "keys"
        self.drop = base / "drop"
        self.archives = base / "archives"
        self.drop.mkdir()
        self.archives.mkdir()
        make_signer(self.keys, "source")
        make_signer(self.keys, "stranger")
        people.write(base / "users.csv")
        self.expected = []
        self.repeatable = []
        self.made = 0
        self.lock = threading.Lock()

    def feed(self):
        """Makes the next archive and drops it. Returns what must become of it."""
        with self.lock:
            return self.feed_next(f"feed-{len(self.expected):04}")

    def feed_long(self, chance):
        """Drops an archive that takes its time: it has more entries than are published at once."""
        with self.lock:
            writer = ItemWriter(self.base / "making", f"long-{len(self.expected):04}", self.people, chance)
            for _ in range(LONG_ITEMS):
                writer.good()
            for number in range(LONG_FILES):
                writer.unclaimed_file(f"notes/{number // 1000}/{number}.bin", chance.randbytes(chance.randint(100, 5_000)))
            return self.put(writer.archive, "good", self.packed(writer, "source"), [], writer.items, writer.unclaimed)

    def make(self, chance, items=None):
        """An archive that is not dropped: somebody will name it in a command. Returns what must become of it, not yet expected of the cluster."""
        with self.lock:
            self.made += 1
            writer = ItemWriter(self.base / "making", f"made-{self.made:04}", self.people, chance)
            self.fill(writer, items or chance.randint(5, 25))
            return {**self.keep(writer.archive, "good", self.packed(writer, "source"), [], writer.items, writer.unclaimed), "dropped": False}

    def expect(self, archive):
        with self.lock:
            self.expected.append(archive)

    def feed_next(self, name):
        kind = self.chance.choices(["good", "cut", "flipped", "unsigned", "stranger", "again"], [70, 5, 5, 5, 5, 10])[0]
        earlier = [it for it in self.expected if it["kind"] == "good"]
        if kind == "again" and earlier:
            return self.drop_again(name, self.chance.choice(earlier))
        return self.drop_new(name, "good" if kind == "again" else kind)

    def drop_again(self, name, earlier):
        data = (self.archives / earlier["file"]).read_bytes()
        (self.archives / f"{name}.xip").write_bytes(data)
        return self.put(name, "again", data, [], [], [])

    def drop_new(self, name, kind):
        writer = ItemWriter(self.base / "making", name, self.people, self.chance)
        self.fill(writer, self.chance.randint(3, 15))
        if self.repeatable and self.chance.random() < 0.3:
            writer.repeat(*self.chance.choice(self.repeatable))
        if kind == "good":
            item = self.chance.choice(writer.items)
            if item["itemId"] and item["itemId"].startswith("I-") and not any(it["reason"] for it in item["pairs"].values()):
                self.repeatable.append((item, files_of(writer.root, item)))
        data = self.packed(writer, "stranger" if kind == "stranger" else "source")
        if kind == "good":
            return self.put(name, kind, data, [], writer.items, writer.unclaimed)
        return self.put(name, kind, self.spoiled(kind, data), self.HOSTILE[kind], [], [])

    @staticmethod
    def fill(writer, items):
        for _ in range(items):
            writer.poison() if writer.chance.random() < 0.08 else writer.good()
        if writer.chance.random() < 0.3:
            writer.unclaimed_file()

    def packed(self, writer, signer):
        data = self.pack(writer.root, signer)
        shutil.rmtree(writer.root)
        return data

    def pack(self, files, signer):
        out = self.base / "made.xip"
        out.unlink(missing_ok=True)
        subprocess.run([self.launcher, "pack", str(files), "-o", str(out), "--key", str(self.keys / f"{signer}.key"),
                        "--cert", str(self.keys / f"{signer}.pem")], check=True, capture_output=True)
        data = out.read_bytes()
        out.unlink()
        return data

    def spoiled(self, kind, data):
        if kind == "cut":
            return data[:self.chance.randint(len(data) // 2, len(data) - 1)]
        if kind == "flipped":
            at = self.chance.randint(len(data) * 3 // 4, len(data) - 1)
            return data[:at] + bytes([data[at] ^ 1 << self.chance.randint(0, 7)]) + data[at + 1:]
        return without_signatures(data) if kind == "unsigned" else data

    def keep(self, name, kind, data, reasons, items, unclaimed):
        file = f"{name}.xip"
        (self.archives / file).write_bytes(data)
        return {"file": file, "archiveId": sha256(data), "kind": kind, "reasons": reasons, "items": items, "unclaimed": unclaimed, "dropped": True}

    def put(self, name, kind, data, reasons, items, unclaimed):
        expectation = self.keep(name, kind, data, reasons, items, unclaimed)
        file = expectation["file"]
        self.expected.append(expectation)
        if self.chance.random() < 0.3:
            self.write_in_pieces(self.drop / file, data)
        else:
            hidden = self.base / file
            hidden.write_bytes(data)
            os.rename(hidden, self.drop / file)
        return expectation

    @staticmethod
    def write_in_pieces(target, data):
        with open(target, "wb") as out:
            for start in range(0, len(data), len(data) // 3 + 1):
                out.write(data[start:start + len(data) // 3 + 1])
                out.flush()
                time.sleep(0.3)


def files_of(root, item):
    folder = root / pathlib.PurePath(item["entry"]).parent / "attachments" / item["itemId"]
    files = [root / item["entry"], *(folder / it["name"] for it in item["attachments"])]
    return [(str(file.relative_to(root)), file.read_bytes()) for file in files]
