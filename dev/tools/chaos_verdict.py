"""Counts from outside what arrived, and holds it against what was expected, and against the log."""

import base64
import collections
import email
import email.policy
import hashlib
import imaplib
import json
import re

PASSWORD = "secret"
FIELDS = {"itemId": "X-XIP-Item-Id", "itemSha256": "X-XIP-Item-SHA256", "entry": "X-XIP-Entry", "archiveId": "X-XIP-Archive"}
EXPIRED = "payload-expired"
EXPIRED_FATE = {"outcomes": ["dead-lettered"], "reason": EXPIRED, "mailbox": None}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Message:
    """One message as it lies in a mailbox, read by Python's own parser."""

    def __init__(self, mailbox, uid, data):
        self.mailbox, self.uid, self.data = mailbox, uid, data
        self.sha256 = sha256(data)
        self.parsed = email.message_from_bytes(data, policy=email.policy.default)
        self.fields = {name: str(self.parsed[field]) for name, field in FIELDS.items()}
        self.message_id = str(self.parsed["Message-ID"])

    @property
    def key(self):
        return self.mailbox, self.fields["itemId"], self.fields["itemSha256"]

    def attachments(self):
        return [{"name": part.get_filename(), "sha256": sha256(part.get_payload(decode=True))} for part in self.parsed.iter_attachments()]


def read_imap(port, mailboxes):
    """All messages of the folder XIP of each mailbox, by a client that is not ours."""
    messages = []
    for mailbox in mailboxes:
        with imaplib.IMAP4("127.0.0.1", port) as client:
            client.login(mailbox, PASSWORD)
            if client.select("INBOX/XIP", readonly=True)[0] != "OK":
                continue
            for part in client.uid("fetch", "1:*", "(UID BODY.PEEK[])")[1]:
                if isinstance(part, tuple):
                    messages.append(Message(mailbox, int(re.search(rb"UID (\d+)", part[0])[1]), part[1]))
    return messages


def read_maildir(root, mailboxes):
    messages = []
    for mailbox in mailboxes:
        folder = root / mailbox / "Maildir" / ".XIP"
        files = sorted(file for below in ("new", "cur") if (folder / below).is_dir() for file in (folder / below).iterdir())
        messages += [Message(mailbox, None, file.read_bytes()) for file in files]
    return messages


def write_maildir(root, messages):
    for number, message in enumerate(messages):
        folder = root / message.mailbox / "Maildir" / ".XIP"
        for below in ("tmp", "new", "cur"):
            (folder / below).mkdir(parents=True, exist_ok=True)
        (folder / "cur" / f"{number:07}.{message.sha256[:16]}.chaos:2,").write_bytes(message.data)


class Verdict:
    """What holds and what does not, check by check."""

    def __init__(self):
        self.checked = collections.Counter()
        self.faults = collections.defaultdict(list)

    def check(self, name, holds, fault):
        self.checked[name] += 1
        if not holds:
            self.faults[name].append(fault)

    def print(self):
        for name, times in self.checked.items():
            faults = self.faults[name]
            print(f"{name:<58} {times:>7} checked  {len(faults):>5} wrong")
            for fault in faults[:10]:
                print(f"    FAULT: {fault}")
        return not any(self.faults.values())


def published(expected):
    """The archives that were to be accepted, each once, however often it was dropped."""
    return [it for it in expected if it["kind"] == "good"]


def excused(expected, lines):
    """The same, where what the log says of payloads that expired was to be."""
    gone = {(it["archiveId"], it["entry"], it["address"] or "") for it in lines if it.get("reason") == EXPIRED and it.get("outcome") == "dead-lettered"}
    copied = json.loads(json.dumps(expected))
    for archive in copied:
        for item in archive["items"]:
            if (archive["archiveId"], item["entry"], "") in gone:
                item["pairs"] = {"": EXPIRED_FATE}
            for address in item["pairs"]:
                if (archive["archiveId"], item["entry"], address) in gone:
                    item["pairs"][address] = EXPIRED_FATE
    return copied, len(gone)


def check_drop(verdict, drop, expected):
    for archive in (it for it in expected if it["dropped"]):
        name = archive["file"]
        refused = bool(archive["reasons"])
        lies = [folder for folder in ("imported", "quarantine") if (drop / folder / name).exists()]
        verdict.check("each file is in imported/ or quarantine/, where it belongs", lies == ["quarantine" if refused else "imported"],
                      f"{name} ({archive['kind']}) is in {lies or 'neither'}")
        if refused:
            reason = reason_beside(drop / "quarantine" / f"{name}.reason.json", archive["archiveId"])
            verdict.check("each hostile archive has its reason beside it", reason in archive["reasons"], f"{name} ({archive['kind']}): {reason}")
    left = [it.name for it in drop.iterdir() if it.is_file()]
    verdict.check("nothing is left in the drop", not left, str(left))


def reason_beside(file, archive_id):
    if not file.exists():
        return None
    content = json.loads(file.read_text())
    return content["reason"] if content["archiveId"] == archive_id else "of another archive"


def check_status(verdict, status, expected):
    accounts = {it["archiveId"]: it for it in status["archives"] if it["state"] != "rejected"}
    wanted = {it["archiveId"] for it in published(expected)}
    check_rejected(verdict, "status", [it for it in status["archives"] if it["state"] == "rejected"], expected)
    verdict.check("the ledger knows just the archives that were good", set(accounts) == wanted, f"differ in {sorted(set(accounts) ^ wanted)}")
    for archive in published(expected):
        account = accounts.get(archive["archiveId"])
        if account is None:
            continue
        totals = account["totals"]
        verdict.check("each archive balances", account["balanced"] and account["state"] in ("done", "held"), f"{archive['file']}: {account}")
        verdict.check("each archive's totals are those expected", counted(totals) == wanted_totals(archive), f"{archive['file']}: {totals}")


def check_rejected(verdict, where, lines, expected):
    reasons = {archive["archiveId"]: archive["reasons"] for archive in expected if archive["reasons"]}
    shown = {it["archiveId"]: it["reason"] for it in lines}
    verdict.check(f"{where} has each rejected archive", shown.keys() == reasons.keys(), f"differ in {sorted(shown.keys() ^ reasons.keys())}")
    for archive, reason in shown.items():
        verdict.check(f"{where} says why each archive was rejected", reason in reasons.get(archive, []), f"{archive}: {reason}")


def counted(totals):
    arrived = totals["delivered"] + totals["alreadyPresent"]
    return {"expected": totals["expected"], "arrived": arrived, "external": totals["external"], "unmapped": totals["unmapped"],
            "deadLettered": totals["deadLettered"]}


def wanted_totals(archive):
    fates = collections.Counter(pair["outcomes"][0] for item in archive["items"] for pair in item["pairs"].values())
    return {"expected": sum(fates.values()), "arrived": fates["delivered"], "external": fates["external"], "unmapped": fates["unmapped"],
            "deadLettered": fates["dead-lettered"]}


def expected_copies(expected):
    """Which item must be in which mailbox; of an item that was sent with two archives, one copy."""
    copies = {}
    for archive in published(expected):
        for item in archive["items"]:
            for mailbox in {pair["mailbox"] for pair in item["pairs"].values() if pair["mailbox"]}:
                copies.setdefault((mailbox, item["itemId"], item["itemSha256"]), (item, []))[1].append(archive["archiveId"])
    return copies


def check_mailboxes(verdict, messages, expected):
    copies = expected_copies(expected)
    found = collections.Counter(message.key for message in messages)
    for key in copies:
        verdict.check("each expected message is in its mailbox exactly once", found[key] == 1, f"{key}: {found[key]} copies")
    for message in messages:
        verdict.check("each message in a mailbox is one that was expected", message.key in copies, f"{message.key}")
        if message.key in copies:
            item, archives = copies[message.key]
            difference = differs(message, item, archives)
            verdict.check("each message is what its item says", difference is None, f"{message.key}: {difference}")
    renderings = collections.defaultdict(set)
    for message in messages:
        renderings[(message.fields["archiveId"], message.fields["entry"])].add(message.sha256)
    for source, digests in renderings.items():
        verdict.check("all copies of an item are the same octets", len(digests) == 1, f"{source}: {digests}")


def differs(message, item, archives):
    if message.fields["archiveId"] not in archives or message.fields["entry"] != item["entry"]:
        return f"comes from {message.fields}"
    if str(message.parsed["Subject"]) != item["subject"]:
        return f"subject {message.parsed['Subject']!r}"
    if item["original"]:
        return None if message.data.endswith(base64.b64decode(item["original"])) else "the source's octets do not end it"
    if message.attachments() != item["attachments"]:
        return f"attachments {message.attachments()}"
    body = message.parsed.get_body(("plain",))
    return None if body is not None and body.get_content().strip() == item["text"].strip() else "the body is another"


def check_log(verdict, entries, messages, expected):
    check_rejected(verdict, "the log", [it for it in entries if it.get("type") == "archive"], expected)
    lines = [it for it in entries if it.get("type") != "archive"]
    pairs = collections.Counter((it["archiveId"], it["entry"], it["address"] or "") for it in lines if it["outcome"] != "unclaimed")
    by_pair = {(it["archiveId"], it["entry"], it["address"] or ""): it for it in lines if it["outcome"] != "unclaimed"}
    wanted = {(archive["archiveId"], item["entry"], address): (item, fate)
              for archive in published(expected) for item in archive["items"] for address, fate in item["pairs"].items()}
    for key, (item, fate) in wanted.items():
        verdict.check("each pair has one line in the log", pairs[key] == 1, f"{key}: {pairs[key]} lines")
        if key in by_pair:
            difference = line_differs(by_pair[key], item, fate)
            verdict.check("each line tells the outcome that was to be", difference is None, f"{key}: {difference}")
    verdict.check("the log has no other line", not pairs.keys() - wanted.keys(), str(sorted(pairs.keys() - wanted.keys())[:3]))
    unclaimed = sorted((it["archiveId"], it["entry"]) for it in lines if it["outcome"] == "unclaimed")
    listed = sorted((archive["archiveId"], path) for archive in published(expected) for path in archive["unclaimed"])
    verdict.check("each unclaimed file has its line", unclaimed == listed,
                  f"{len(unclaimed)}, not {len(listed)}, differ in {sorted(set(unclaimed) ^ set(listed))[:5]}")
    check_lines_against_mailboxes(verdict, lines, messages)


def line_differs(line, item, fate):
    if line["outcome"] not in fate["outcomes"]:
        return f"outcome {line['outcome']} ({line['reason']}), not {' or '.join(fate['outcomes'])}"
    if line["reason"] != fate["reason"] or (fate["mailbox"] and line["mailbox"] != fate["mailbox"]):
        return f"reason {line['reason']}, mailbox {line['mailbox']}"
    if fate["mailbox"] and (line["itemId"], line["itemSha256"]) != (item["itemId"], item["itemSha256"]):
        return f"item {line['itemId']} {line['itemSha256']}"
    return None


def check_lines_against_mailboxes(verdict, lines, messages):
    by_identity = collections.defaultdict(list)
    for message in messages:
        by_identity[(message.mailbox, message.message_id, message.fields["itemSha256"])].append(message)
    told = set()
    rendered = {(it["archiveId"], it["entry"]): it["messageSha256"] for it in lines if it["messageSha256"]}
    for line in lines:
        if line["outcome"] not in ("delivered", "already-present"):
            continue
        identity = line["mailbox"], line["messageId"], line["itemSha256"]
        told.add(identity)
        there = by_identity.get(identity, [])
        source = (there[0].fields["archiveId"], there[0].fields["entry"]) if there else None
        agrees = len(there) == 1 and there[0].sha256 == rendered.get(source) and (there[0].uid is None or line["uid"] in (None, there[0].uid))
        verdict.check("each line of something that arrived agrees with its mailbox", agrees,
                      f"{line['entry']} for {line['address']}: uid {line['uid']}, there {[(it.uid, it.sha256[:12]) for it in there]}")
    for identity in by_identity:
        verdict.check("each message in a mailbox has a line", identity in told, str(identity))


def check_reconciliations(verdict, reports):
    for file, report in reports.items():
        verdict.check("reconcile finds mailboxes and ledger in agreement", report is not None and report["consistent"], f"{file}: {report}")


def check_commands(verdict, given):
    for command in given:
        verdict.check("each command that was given again ended as it must", command["exit"] in command["wanted"], str(command))


def check_alone(verdict, imports, people):
    """Of imports that were begun for some mailboxes, given for others, and for the first ones again."""
    for it in imports:
        check_mailboxes(verdict, read_maildir(it["mailboxes"], people.mailboxes), [it["archive"]])
        check_nothing_in(verdict, it["elsewhere"])


def check_nothing_in(verdict, directory):
    found = [str(it) for it in directory.rglob("*") if it.is_file() and it.parent.name in ("new", "cur")] if directory.is_dir() else []
    verdict.check("nothing lies in mailboxes that were named later", not found, f"{len(found)} messages in {directory}")


def check_lag(verdict, lag):
    behind = {it["group"]: it["lag"] for it in lag["groups"] if it["lag"] > 0} if lag else "no answer"
    verdict.check("nothing waits, of no group", not behind, f"{behind}")
    verdict.check("no transaction is open", lag is not None and not lag["openTransactions"], str(lag and lag["openTransactions"]))


def check_holds(verdict, answer, holds):
    code, out, err = answer
    verdict.check("legal holds can be listed", code == 0, err[-300:])
    for archive in holds:
        verdict.check("each legal hold that was placed is there", archive in out, archive)
