"""Kills and stops an importer and its Dovecot at random, and proves that every mailbox ends with one copy of each message."""

import argparse
import collections
import imaplib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

DOMAIN = "contoso.example"
PASSWORD = "secret"
MASTER = "importer"
MASTER_PASSWORD = "importer-secret"
LONGER_THAN_A_SESSION = (6.0, 12.0)

# So that it gets to deliver something between two kills.
LONGEST_START = 15


class Dovecot:
    """A server of its own on a free port, whose processes can be killed in the middle of whatever they do."""

    def __init__(self, base):
        self.base = base
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None
        self.kills = 0
        (base / "mail").mkdir(parents=True)
        base.chmod(0o755)
        root = os.geteuid() == 0
        user = "mail" if root else subprocess.check_output(["id", "-un"], text=True).strip()
        if root:
            shutil.chown(base / "mail", "mail", "mail")
        (base / "master").write_text(f"{MASTER}:{{PLAIN}}{MASTER_PASSWORD}\n")
        (base / "dovecot.conf").write_text(self.configuration(user, root))

    def configuration(self, user, root):
        others = "" if root else f"default_internal_user = {user}\ndefault_login_user = {user}\ndefault_internal_group = {user}\n"
        chroot = "" if root else "chroot =\n"
        return f"""
base_dir = {self.base}/run
state_dir = {self.base}/state
log_path = {self.base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = sdbox:{self.base}/mail/%u
first_valid_uid = 1
{others}
passdb {{
  driver = passwd-file
  master = yes
  args = {self.base}/master
}}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={user} home={self.base}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  client_limit = 4000
  {chroot}
}}
service auth {{
  client_limit = 4000
}}
service imap-login {{
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
  service_count = 0
  client_limit = 2000
  {chroot}
}}
service imap {{
  process_limit = 1000
  service_count = 100
}}
mail_max_userip_connections = 1000
"""

    def start(self):
        until = time.time() + 30
        while time.time() < until:
            if self.process is None or self.process.poll() is not None:
                with open(self.base / "out.log", "a") as out:
                    command = ["dovecot", "-F", "-c", str(self.base / "dovecot.conf")]
                    self.process = subprocess.Popen(command, stdout=out, stderr=out)
            if self.answers():
                return
            time.sleep(0.1)
        raise RuntimeError("dovecot does not start: " + (self.base / "out.log").read_text()[-500:])

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), 2) as connection:
                return connection.recv(1) == b"*"
        except OSError:
            return False

    def kill(self):
        family = descendants(self.process.pid)
        self.process.kill()
        self.process.wait()
        for pid in family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.kills += 1

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


def descendants(pid):
    children = collections.defaultdict(list)
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
            children[int(fields[1])].append(int(entry.parent.name))
        except OSError:
            continue
    found, waiting = [], [pid]
    while waiting:
        below = children[waiting.pop()]
        found += below
        waiting += below
    return found


def openssl(directory, *arguments):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def make_certificates(directory):
    openssl(directory, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Zombie CA",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl(directory, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "signer.key", "-out", "signer.csr", "-subj", "/CN=Zombie Signer")
    (directory / "signer.ext").write_text("basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n")
    openssl(directory, "x509", "-req", "-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile",
            "signer.ext", "-out", "signer.pem")
    chain = (directory / "signer.pem").read_text() + (directory / "ca.pem").read_text()
    (directory / "chain.pem").write_text(chain)


def write_items(directory, options, chance):
    """Small messages, and one in ten that takes many packets. Returns which mailbox must hold which item."""
    expected = set()
    mailboxes = [f"user{n:03}@{DOMAIN}" for n in range(options.mailboxes)]
    for n in range(options.items):
        participants = chance.sample(mailboxes, min(options.copies, len(mailboxes)))
        size = chance.randint(100_000, 400_000) if n % 10 == 0 else chance.randint(200, 6_000)
        words = " ".join(f"{chance.getrandbits(48):x}" for _ in range(size // 13))
        item = {"Id": f"Z-{n}", "Type": "chat", "Sent": "2026-11-20T09:15:00+01:00", "Subject": f"Message {n}",
                "From": {"Name": "Alice", "Email": participants[0]}, "Email": participants, "Body": {"Text": words}}
        folder = directory / "items" / f"{n // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"Z-{n}.json").write_text(json.dumps(item))
        expected |= {(mailbox, f"Z-{n}") for mailbox in participants}
    return mailboxes, expected


class Importer:
    """The command that imports, started again whenever it was killed."""

    def __init__(self, directory, launcher, port):
        self.directory, self.launcher = directory, launcher
        self.mailboxes = ["--mailboxes", f"imap://127.0.0.1:{port}?tls=off", "--imap-auth", f"master:{MASTER}", "--data", str(directory / "data"), "--json"]
        self.environment = dict(os.environ, XIPLINE_IMAP_PASSWORD=MASTER_PASSWORD)
        self.starts = 0
        self.process = None

    def run(self, name, *arguments):
        with open(self.directory / f"{name}.json", "w") as out, open(self.directory / f"{name}.err", "w") as err:
            return subprocess.Popen([self.launcher, *arguments], stdout=out, stderr=err, env=self.environment)

    def start(self):
        self.starts += 1
        self.process = self.run(f"import-{self.starts}", "import", str(self.directory / "sample.xip"), "--trust", str(self.directory / "ca.pem"),
                                "--domain", DOMAIN, *self.mailboxes)

    def result(self, name):
        return json.loads((self.directory / f"{name}.json").read_text())

    def reconcile(self, name, archive, *options):
        exit_code = self.run(name, "reconcile", "--archive", archive, *self.mailboxes, *options).wait()
        return exit_code, self.result(name)


def torment(importer, dovecot, chance):
    """Until the import ends by itself."""
    counts = collections.Counter()
    importer.start()
    last_start = time.time()
    while True:
        try:
            importer.process.wait(chance.uniform(1.0, 5.0))
            code = importer.process.returncode
            if code == 0:
                return counts
            counts[f"ended by itself with {code}"] += 1
            if counts[f"ended by itself with {code}"] > 5:
                return counts
            importer.start()
            last_start = time.time()
            continue
        except subprocess.TimeoutExpired:
            pass
        event = chance.choices(["server", "kill", "stop"], [6, 2, 2])[0]
        if event == "kill" and time.time() - last_start > LONGEST_START:
            importer.process.kill()
            importer.process.wait()
            counts["importer killed"] += 1
            importer.start()
            last_start = time.time()
        elif event == "stop":
            importer.process.send_signal(signal.SIGSTOP)
            counts["importer stopped and continued"] += 1
            # Every second time its connections are gone when it comes back.
            if chance.random() < 0.5:
                time.sleep(1)
                restart(dovecot, chance, counts)
            time.sleep(chance.uniform(*LONGER_THAN_A_SESSION))
            importer.process.send_signal(signal.SIGCONT)
        else:
            restart(dovecot, chance, counts)


def restart(dovecot, chance, counts):
    dovecot.kill()
    counts["server killed"] += 1
    time.sleep(chance.choice([0, 0, 1.5]))
    dovecot.start()


def count(dovecot, mailboxes):
    """How often each item is in each mailbox, by a client that is not ours."""
    found = collections.Counter()
    for mailbox in mailboxes:
        with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
            client.login(mailbox, PASSWORD)
            if client.select("INBOX/XIP", readonly=True)[0] != "OK":
                continue
            for part in client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (X-XIP-ITEM-ID)])")[1]:
                if isinstance(part, tuple):
                    found[(mailbox, part[1].decode().split(":", 1)[1].strip())] += 1
    return found


def faults_in(found, expected):
    faults = []
    twice = sum(1 for copies in found.values() if copies > 1)
    for name, number in (("missing", len(expected - found.keys())), ("more than once", twice), ("not expected", len(found.keys() - expected))):
        if number:
            faults.append(f"{number} messages are {name}")
    return faults


def main():
    parser = argparse.ArgumentParser(prog="dev/zombie", description=__doc__)
    parser.add_argument("--launcher", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--mailboxes", type=int, default=40)
    parser.add_argument("--copies", type=int, default=4, help="mailboxes that each item is for")
    parser.add_argument("--seed", type=int, default=int(time.time()) & 0xFFFF)
    parser.add_argument("--keep", action="store_true", help="keep the files of a run that passed")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    directory = pathlib.Path(tempfile.mkdtemp(prefix="xipline-zombie"))
    print(f"zombie: {options.items} items for {options.copies} of {options.mailboxes} mailboxes each, seed {options.seed}, in {directory}", flush=True)
    make_certificates(directory)
    mailboxes, expected = write_items(directory, options, chance)
    subprocess.run([options.launcher, "pack", str(directory / "items"), "-o", str(directory / "sample.xip"), "--key", str(directory / "signer.key"),
                    "--cert", str(directory / "chain.pem")], check=True, capture_output=True)
    directory.chmod(0o755)
    dovecot = Dovecot(directory / "dovecot")
    dovecot.start()
    importer = Importer(directory, options.launcher, dovecot.port)
    try:
        passed = judge(importer, dovecot, mailboxes, expected, chance)
    finally:
        if importer.process and importer.process.poll() is None:
            importer.process.kill()
        dovecot.stop()
    if passed and not options.keep:
        shutil.rmtree(directory)
    sys.exit(0 if passed else 1)


def judge(importer, dovecot, mailboxes, expected, chance):
    begun = time.time()
    events = torment(importer, dovecot, chance)
    print(f"tormented for {time.time() - begun:.0f} s: " + ", ".join(f"{what} {times}" for what, times in sorted(events.items())), flush=True)
    faults = []
    if importer.process.returncode != 0:
        print("FAILED: the import ends with", importer.process.returncode)
        return False
    result = importer.result(f"import-{importer.starts}")
    totals = result["totals"]
    print("ledger:", json.dumps(totals), "balanced:", result["balanced"], flush=True)
    if not result["balanced"] or totals["delivered"] + totals["alreadyPresent"] != len(expected):
        faults.append(f"the ledger does not account for {len(expected)} deliveries")
    before = count(dovecot, mailboxes)
    print(f"counted before a reconciliation: {sum(before.values())} messages of {len(expected)}; " + (", ".join(faults_in(before, expected)) or "one of each"))
    archive = result["archives"][0]["archiveId"]
    begun = time.time()
    _, seen = importer.reconcile("reconcile-1", archive, "--repair", "--why", "after the torment")
    codes = collections.Counter(finding["code"] for finding in seen["findings"])
    print(f"reconcile --repair: {seen['messages']} messages read back in {time.time() - begun:.0f} s; findings {dict(codes)}, repaired {seen['repaired']}",
          flush=True)
    exit_code, again = importer.reconcile("reconcile-2", archive)
    if exit_code != 0 or not again["consistent"]:
        faults.append(f"not consistent after the repair: exit {exit_code}, {again['findings'][:3]}")
    faults += faults_in(count(dovecot, mailboxes), expected)
    for fault in faults:
        print("FAULT:", fault)
    print("FAILED" if faults else f"PASSED: {len(expected)} deliveries, one copy of each, ledger balanced")
    return not faults


if __name__ == "__main__":
    main()
