"""Torments a cluster into which archives fall, then proves from outside that nothing was lost, nothing came twice, and nothing hostile came at all."""

import argparse
import collections
import datetime
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import chaos_disturbances
import chaos_feed
import chaos_verdict

CONNECTOR = "chaos"
MASTER_PASSWORD = "importer-secret"
BROKERS = ["broker-1", "broker-2", "broker-3"]
TORMENTED = {"services": 60, "brokers": 20, "dovecot": 15, "azurite": 5}
NAMES = {*TORMENTED, *chaos_disturbances.NAMES}
READING = "xipline-ledger-reading-"
COMMAND_SECONDS = 300
RECONCILED_AT_ONCE = 40
PATIENCE_SECONDS = 60
SHORT_COMMAND = "-Xmx512m -XX:TieredStopAtLevel=1"


class Events:
    """What happened, when."""

    def __init__(self, file):
        self.out = open(file, "w")
        self.lock = threading.Lock()
        self.counts = collections.Counter()

    def tell(self, what, name="", **more):
        at = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        with self.lock:
            self.counts[f"{what} {name.split('-')[0]}".strip()] += 1
            self.out.write(json.dumps({"at": at, "what": what, "name": name, **more}) + "\n")
            self.out.flush()
            print(at[11:23], what, name, " ".join(f"{key}={value}" for key, value in more.items()), flush=True)


class Cluster:
    """dev/cluster and the commands of the console, each with a limit of time."""

    def __init__(self, root, base):
        self.root, self.directory = root, base / "cluster"
        self.environment = {**os.environ, "XIPLINE_DROPS_SETTLE_TIME": "3s", "XIPLINE_DROPS_BETWEEN": "1s", "XIPLINE_JAVA_OPTS": SHORT_COMMAND}
        self.configuration = str(self.directory / "cluster.properties")
        self.commands = base / "commands"
        self.begun = 0

    def control(self, *arguments, check=True):
        return subprocess.run([self.root / "dev/cluster", *arguments, "--dir", str(self.directory)], check=check, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=COMMAND_SECONDS)

    def command(self, *arguments, **more):
        """Its exit code and what it printed; a cluster that is being tormented may have no answer in time."""
        try:
            done = subprocess.run([self.root / "xipline", *arguments, "--config", self.configuration], capture_output=True, text=True,
                                  env={**self.environment, **more}, timeout=COMMAND_SECONDS)
            return done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as e:
            return None, "", str(e)

    def begin(self, *arguments, **more):
        """A command that runs beside everything else; what it prints is in its files out and err."""
        self.begun += 1
        name = f"{self.begun:04}-{arguments[0]}"
        self.commands.mkdir(exist_ok=True)
        out, err = self.commands / f"{name}.out", self.commands / f"{name}.err"
        with open(out, "w") as to, open(err, "w") as errors:
            process = subprocess.Popen([self.root / "xipline", *map(str, arguments)], stdout=to, stderr=errors, env={**self.environment, **more},
                                       start_new_session=True)
        process.out, process.err = out, err
        return process

    def up(self):
        """Commands are told what dev/cluster has told its services."""
        done = self.control("up", check=False)
        environment = self.directory / "environment"
        if environment.exists():
            self.environment.update(re.findall(r'^export (\w+)="(.*)"$', environment.read_text(), re.MULTILINE))
        return done

    def services(self):
        return (self.directory / "services").read_text().split()

    def has_dovecot(self):
        return (self.directory / "dovecot").is_dir()

    def has_azurite(self):
        return (self.directory / "azurite").is_dir()

    def port(self, name):
        return int((self.directory / name / "port").read_text())

    def runs(self, name):
        """Whether the process that dev/cluster has started last is there still."""
        try:
            pid = int((self.directory / name / "pid").read_text())
            return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except (OSError, ValueError):
            return False

    def under_replicated(self):
        """What is not in sync everywhere; anything but an empty text means that no further broker may be touched."""
        process = self.administer("InSync.java")
        try:
            out, err = process.communicate(timeout=COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return "no answer"
        return out.strip() if process.returncode == 0 else (err.strip()[-300:] or "no answer")

    def torment(self, *arguments):
        return self.administer("Torment.java", *arguments)

    def administer(self, program, *arguments):
        bootstrap = ",".join(f"127.0.0.1:{self.port(name)}" for name in BROKERS)
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
        return subprocess.Popen(
            [java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Dlogback.configurationFile={self.directory}/logback.xml",
             "-cp", f"{self.root}/console/target/lib/*", str(self.root / "dev/tools" / program), bootstrap, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Killer:
    """Chooses victims by its seed, and brings each of them back some time later. No process that is being tormented is chosen again."""

    def __init__(self, cluster, events, chance, chosen, disturbances):
        self.cluster, self.events, self.chance, self.disturbances = cluster, events, chance, disturbances
        self.revivals = []
        self.tormented = [it for it in TORMENTED if it in chosen and self.of(it)]
        self.brokers_seen_in_sync = True
        disturbances.killer = self

    def of(self, kind):
        return {"services": self.cluster.services(), "brokers": BROKERS, "dovecot": ["dovecot"] if self.cluster.has_dovecot() else [],
                "azurite": ["azurite"] if self.cluster.has_azurite() else []}[kind]

    def torment(self, until):
        following = time.time() + self.chance.uniform(2, 6)
        while time.time() < until:
            self.revive(time.time())
            self.supervise()
            if time.time() >= following:
                self.strike()
                following = time.time() + self.chance.uniform(3, 12)
            self.disturbances.advance(time.time())
            time.sleep(0.1 if self.disturbances.acting else 0.5)

    def down(self):
        return {name for _, name, _ in self.revivals}

    def strike(self):
        weights = [TORMENTED[it] for it in self.tormented]
        if self.disturbances.deck.names and self.chance.random() < chaos_disturbances.PART / (chaos_disturbances.PART + sum(weights)):
            self.disturbances.begin()
            return
        if not self.tormented:
            return
        name = self.chance.choice(self.of(self.chance.choices(self.tormented, weights)[0]))
        manner = self.chance.choices(["kill", "stop", "term"], [4, 3, 3])[0]
        pause = self.chance.uniform(2, 25) if manner == "stop" else self.chance.uniform(0, 8)
        if name in self.down() | self.disturbances.held or (name in BROKERS and not self.may_touch_a_broker()):
            return
        if name == "azurite":  # Killed, it would lose what it has acknowledged.
            manner = "term"
        self.events.tell(manner, name, seconds=round(pause, 1))
        self.cluster.control("kill", name, *([] if manner == "kill" else [f"--{manner}"]), check=False)
        self.brokers_seen_in_sync &= name not in BROKERS
        self.revivals.append((time.time() + pause, name, manner))

    def may_touch_a_broker(self):
        if self.down() & set(BROKERS):
            return False
        if not self.brokers_seen_in_sync:
            self.brokers_seen_in_sync = not self.cluster.under_replicated()
        return self.brokers_seen_in_sync

    def revive(self, now):
        for revival in [it for it in self.revivals if it[0] <= now]:
            due, name, manner = revival
            if manner == "stop":
                self.cluster.control("kill", name, "--cont", check=False)
            elif self.cluster.runs(name):
                self.lose_patience(name, due)
                continue
            else:
                self.cluster.control("start", name, check=False)
            self.events.tell("back", name)
            self.revivals.remove(revival)

    def lose_patience(self, name, since):
        """It was told to end, and is at it; not for ever."""
        if time.time() > since + PATIENCE_SECONDS:
            self.events.tell("does-not-end", name)
            self.cluster.control("kill", name, check=False)

    def supervise(self):
        """Starts again what ended by itself, as whatever runs services does."""
        for name in [*BROKERS, *self.cluster.services(), *self.of("dovecot"), *self.of("azurite")]:
            if name not in self.down() | self.disturbances.held and not self.cluster.runs(name):
                tail = (self.cluster.directory / name / "log.txt").read_text(errors="replace")[-300:].strip()
                self.events.tell("ended-by-itself", name, log=" / ".join(tail.splitlines()[-2:]))
                self.cluster.control("start", name, check=False)

    def restore(self):
        """Everything back, whatever its time was."""
        until = time.time() + COMMAND_SECONDS
        while self.revivals and time.time() < until:
            self.revive(float("inf"))
            time.sleep(0.5)
        self.supervise()
        self.disturbances.finish(self.supervise)


class Run:
    """One run, from an empty directory to what it left there."""

    def __init__(self, options, base):
        self.options, self.base = options, base
        self.root = pathlib.Path(options.root)
        self.events = Events(base / "events.ndjson")
        self.cluster = Cluster(self.root, base)
        self.people = chaos_feed.People(options.mailboxes)
        self.feeder = chaos_feed.Feeder(str(self.root / "xipline"), base, self.people, random.Random(options.seed))
        self.feeding_failed = None
        self.chosen = options.only or sorted(NAMES - set(options.spare))
        self.disturbances = chaos_disturbances.Disturbances(self, options.seed + 2, [it for it in chaos_disturbances.NAMES if it in self.chosen])
        self.long_wanted = []
        self.lag = None

    # --- what disturbances ask for ---

    connector = CONNECTOR

    def ask_for_long_archive(self):
        dropped = threading.Event()
        self.long_wanted.append((random.Random(self.options.seed + 3 + len(self.long_wanted)), dropped))
        return dropped

    def make_archive(self, chance, items=None, alone=False):
        archive = self.feeder.make(chance, items)
        if not alone:
            self.feeder.expect(archive)
        return archive

    def path_of(self, archive):
        return str(self.feeder.archives / archive["file"])

    def is_accepted(self, archive):
        return (self.feeder.drop / "imported" / archive["file"]).exists()

    def trusting(self):
        return ["--trust", str(self.base / "keys/source-ca.pem"), "--domain", chaos_feed.DOMAIN, "--users", str(self.base / "users.csv"),
                "--limit", f"{chaos_feed.LIMIT_BYTES // 1024}KiB"]

    def elsewhere(self):
        return f"maildir:{self.base / 'elsewhere'}"

    # --- the run ---

    def up(self):
        done = self.cluster.up()
        if done.returncode != 0:
            raise RuntimeError(done.stdout)
        print(re.search("up after [0-9]+ s", done.stdout)[0], "payloads:", "azurite" if self.cluster.has_azurite() else "directory", flush=True)
        code, _, err = self.cluster.command(
            "connectors", "add", CONNECTOR, "--drop", f"directory:{self.feeder.drop}", "--watch", *self.trusting(), "--accept-terms", "--by", "chaos",
            *self.named_server())
        if code != 0:
            raise RuntimeError(f"connectors add: exit {code}: {err}")

    def named_server(self):
        """With an even seed the connector names the mailbox server, by another name than the import service's settings: both ways are tried."""
        if self.options.seed % 2:
            return []
        if not (self.cluster.directory / "dovecot").is_dir():
            return ["--mailboxes", f"maildir:{self.cluster.directory}/./mail"]
        password = self.cluster.directory / "dovecot/password"
        return ["--mailboxes", f"imap://localhost:{self.cluster.port('dovecot')}?tls=off", "--imap-auth", "master:importer", "--imap-password-file", str(password)]

    def torment(self):
        until = time.time() + self.options.minutes * 60
        source = threading.Thread(target=self.feed, args=(until,))
        source.start()
        killer = Killer(self.cluster, self.events, random.Random(self.options.seed + 1), self.chosen, self.disturbances)
        try:
            killer.torment(until)
        finally:
            killer.restore()
            source.join()
        self.events.tell("everything is brought back up")
        self.settle(killer)

    def feed(self, until):
        try:
            long = 0
            while time.time() < until or long < len(self.long_wanted):
                if long < len(self.long_wanted):
                    chance, told = self.long_wanted[long]
                    dropped = self.feeder.feed_long(chance)
                    told.set()
                    long += 1
                else:
                    dropped = self.feeder.feed()
                self.events.tell("dropped", dropped["file"].removesuffix(".xip"), kind=dropped["kind"], items=len(dropped["items"]))
                time.sleep(self.options.every)
        except Exception as e:  # It must be told by the thread that judges.
            self.feeding_failed = e
            for _, told in self.long_wanted:
                told.set()

    def settle(self, killer):
        """Until nothing is under way any more, or it takes too long; that is then seen in the counts."""
        until = time.time() + self.options.settle_minutes * 60
        under_way = None
        while time.time() < until:
            killer.supervise()
            left = [it.name for it in self.feeder.drop.iterdir() if it.is_file()]
            waiting = self.waiting()
            self.lag = self.read_lag()
            under_way = f"{len(left)} files in the drop" if left else self.under_way(waiting)
            if under_way is None:
                self.events.tell("settled")
                return
            if self.disturbances.expired and waiting and not left and not self.behind():
                self.disturbances.heal(waiting)
            time.sleep(3)
        self.events.tell("not settled", why=under_way)

    def waiting(self):
        """Archives that are not at rest; nothing if that is not known."""
        status = self.status()
        if status is None:
            return None
        accounts = {it["archiveId"]: it for it in status["archives"]}
        return [it for it in chaos_verdict.published(self.feeder.expected) if accounts.get(it["archiveId"], {"state": "unknown"})["state"] not in ("done", "held")]

    def under_way(self, waiting):
        if waiting is None:
            return "no status"
        if waiting:
            return f"{len(waiting)} archives, one is {waiting[0]['file']}, {waiting[0]['archiveId'][:12]}"
        return f"lag {behind}" if (behind := self.behind()) else None

    def behind(self):
        return "not known" if self.lag is None else {it["group"]: it["lag"] for it in self.lag["groups"] if it["lag"] > 0}

    def read_lag(self):
        """Without groups of commands, which end with them."""
        code, out, err = self.cluster.command("lag", "--json")
        if code != 0:
            self.events.tell("no lag", why=f"exit {code}: {err[-200:]}")
            return None
        lag = json.loads(out)
        lag["groups"] = [it for it in lag["groups"] if not it["group"].startswith(READING)]
        return lag

    def status(self):
        code, out, err = self.cluster.command("status", "--json")
        if code in (0, 1, 3) and out.startswith("{"):
            return json.loads(out)
        self.events.tell("no status", why=f"exit {code}: {err[-200:]}")
        return None

    def reconcile(self):
        if self.cluster.has_dovecot():
            mailboxes = ["--mailboxes", f"imap://127.0.0.1:{self.cluster.port('dovecot')}?tls=off", "--imap-auth", "master:importer"]
        else:
            mailboxes = ["--mailboxes", f"maildir:{self.cluster.directory / 'mail'}"]
        published = chaos_verdict.published(self.feeder.expected)
        found = {}
        for some in batched(sorted({it["archiveId"] for it in published}), RECONCILED_AT_ONCE):
            found.update(self.reconcile_some(some, mailboxes))
        reports = {it["file"]: found.get(it["archiveId"]) for it in published}
        self.write("reconciliations.json", reports)
        return reports

    def reconcile_some(self, archives, mailboxes):
        """Reports by archive; of those without one nothing is there."""
        meant = itertools.chain.from_iterable(("--archive", it) for it in archives)
        code, out, err = self.cluster.command("reconcile", *meant, "--json", *mailboxes, XIPLINE_IMAP_PASSWORD=MASTER_PASSWORD)
        reports = documents(out)
        differing = [it["archiveId"] for it in reports if not it["consistent"]]
        if code != 0:
            self.events.tell("reconcile differs", exit=code, archives=differing, said=(err or out)[-500:])
        return {it["archiveId"]: it for it in reports}

    def write(self, name, content):
        (self.base / name).write_text(json.dumps(content, indent=1))

    def judge(self):
        """Reads everything that there is, leaves it in the directory, and compares."""
        verdict = chaos_verdict.Verdict()
        self.write("lag.json", self.lag)
        self.write("commands.json", self.disturbances.commands.given)
        status = self.status()
        self.write("status.json", status)
        code, log, err = self.cluster.command("log", "--format", "ndjson")
        (self.base / "log.ndjson").write_text(log)
        lines = [json.loads(line) for line in log.splitlines()]
        expected, expired = chaos_verdict.excused(self.feeder.expected, lines if self.disturbances.expired else [])
        self.write("expected.json", expected)
        reports = self.reconcile()
        messages = self.messages()
        verdict.check("archives could be made all the time", self.feeding_failed is None, repr(self.feeding_failed))
        verdict.check("status and log can be read", status is not None and code == 0, err[-300:])
        chaos_verdict.check_drop(verdict, self.feeder.drop, expected)
        if status is not None:
            chaos_verdict.check_status(verdict, status, expected)
        chaos_verdict.check_mailboxes(verdict, messages, expected)
        chaos_verdict.check_log(verdict, lines, messages, expected)
        chaos_verdict.check_reconciliations(verdict, reports)
        chaos_verdict.check_commands(verdict, self.disturbances.commands.given)
        chaos_verdict.check_alone(verdict, self.disturbances.commands.alone, self.people)
        chaos_verdict.check_nothing_in(verdict, self.base / "elsewhere")
        chaos_verdict.check_holds(verdict, self.cluster.command("holds", "list"), self.disturbances.commands.holds)
        chaos_verdict.check_lag(verdict, self.lag)
        kinds = collections.Counter(it["kind"] for it in expected)
        print("dropped:", dict(kinds), "items:", sum(len(it["items"]) for it in expected), "messages in mailboxes:", len(messages),
              "payloads expired:", expired)
        print("events:", ", ".join(f"{what} {times}" for what, times in sorted(self.events.counts.items())))
        return verdict.print()

    def messages(self):
        if not self.cluster.has_dovecot():
            messages = chaos_verdict.read_maildir(self.cluster.directory / "mail", self.people.mailboxes)
        else:
            messages = chaos_verdict.read_imap(self.cluster.port("dovecot"), self.people.mailboxes)
        chaos_verdict.write_maildir(self.base / "mail", messages)
        return messages

    def down(self):
        if (self.cluster.directory / "complete").exists():
            self.cluster.control("down", check=False)


def batched(items, size):
    return (items[start:start + size] for start in range(0, len(items), size))


def documents(text):
    """The JSON documents that follow one another in a text."""
    decoder = json.JSONDecoder()
    found = []
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        found.append(document)
        text = text[end:]
    return found


def parse():
    parser = argparse.ArgumentParser(prog="dev/chaos", description=__doc__)
    parser.add_argument("--root", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--minutes", type=float, default=10, help="how long archives fall and processes are killed (default: 10)")
    parser.add_argument("--seed", type=int, default=int(time.time()) & 0xFFFF)
    parser.add_argument("--keep", type=pathlib.Path, help="a new directory that keeps everything")
    parser.add_argument("--every", type=float, default=3, help="seconds from one archive to the making of the next (default: 3)")
    parser.add_argument("--mailboxes", type=int, default=12)
    parser.add_argument("--settle-minutes", type=float, default=20, help="how long to wait for the last outcome afterwards (default: 20)")
    parser.add_argument("--spare", type=lambda text: text.split(","), default=[], help=f"of {', '.join(sorted(NAMES))}: what is left in peace")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], help="of the same: nothing but this")
    options = parser.parse_args()
    unknown = {*options.spare, *options.only} - NAMES
    if unknown:
        parser.error(f"not known: {', '.join(sorted(unknown))}")
    if options.spare and options.only:
        parser.error("--spare and --only: one of them")
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"--keep: {options.keep} is not empty")
    return options


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    base = options.keep.resolve() if options.keep else pathlib.Path(tempfile.mkdtemp(prefix="xipline-chaos"))
    base.mkdir(parents=True, exist_ok=True)
    base.chmod(0o755)
    print(f"chaos: {options.minutes:g} minutes, seed {options.seed}, in {base}", flush=True)
    run = Run(options, base)
    try:
        run.up()
        run.torment()
        passed = run.judge()
    finally:
        run.down()
    print("PASSED" if passed else f"FAILED; everything is in {base}", flush=True)
    if passed and not options.keep:
        shutil.rmtree(base)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
