"""What befalls a cluster in several steps: each a generator that yields how many seconds to wait before it is asked again."""

import os
import random
import signal
import subprocess
import time

IMPORTERS = "import"
KINDS = ["ingest", "convert", "import"]
LEFT_AT_LEAST = 2
PROGRAM_SECONDS = 300
NAMES = ["members", "rebalance", "expiry", "commands", "offsets"]
OFTEN = ["commands", "commands", "rebalance"]
FINISHED = (0, 3)
PART = 30


class Deck:
    """Each once in an order by chance, then some more often; then again."""

    def __init__(self, chance, names, often=()):
        self.chance, self.names, self.often = chance, names, list(often)
        self.left = []

    def draw(self):
        if not self.left:
            self.left = self.shuffled(self.often) + self.shuffled(self.names)
        return self.left.pop()

    def shuffled(self, names):
        return self.chance.sample(names, len(names))


class Disturbances:
    """One at a time; what it holds of the cluster, nobody else touches meanwhile."""

    def __init__(self, run, seed, names):
        self.cluster, self.events, self.run = run.cluster, run.events, run
        self.chance = random.Random(seed)
        self.deck = Deck(self.chance, names, [it for it in OFTEN if it in names])
        self.killer = None
        self.acting = None
        self.due = 0
        self.held = set()
        self.joined = 0
        self.expired = 0
        self.commands = Commands(self)

    def acts(self):
        return {"members": self.members, "rebalance": self.rebalance, "expiry": self.expiry, "commands": self.commands.act, "offsets": self.offsets}

    def begin(self):
        """Nothing if one is under way."""
        if self.acting is None and self.deck.names:
            name = self.deck.draw()
            self.events.tell("begins", name)
            self.acting = self.acts()[name]()
            self.due = 0

    def advance(self, now):
        if self.acting is None or now < self.due:
            return
        try:
            self.due = now + next(self.acting)
        except StopIteration:
            self.acting = None
            self.held.clear()

    def finish(self, meanwhile, seconds=600):
        """Lets what is under way come to its end."""
        until = time.time() + seconds
        while self.acting and time.time() < until:
            self.advance(time.time())
            meanwhile()
            time.sleep(0.2)
        if self.acting:
            self.events.tell("does not end", "disturbance")

    # --- steps ---

    def of(self, kind):
        return [name for name in self.cluster.services() if name.startswith(kind + "-")]

    def take(self, names):
        """These are ours as soon as nobody torments them."""
        self.held |= set(names)
        while set(names) & self.killer.down():
            yield 0.5

    def end(self, names, manner="term"):
        """Ended, however long they take to it; killed where they take too long."""
        self.events.tell(manner, ",".join(names))
        for name in names:
            if self.cluster.runs(name):
                self.cluster.control("kill", name, *([] if manner == "kill" else [f"--{manner}"]), check=False)
        until = time.time() + 60
        while any(self.cluster.runs(name) for name in names):
            if time.time() > until:
                self.events.tell("does-not-end", ",".join(names))
                for name in names:
                    self.cluster.control("kill", name, check=False)
                until = time.time() + 60
            yield 0.5

    def start(self, names):
        for name in names:
            self.cluster.control("start", name, check=False)
            self.events.tell("back", name)

    def program(self, *arguments):
        """Runs Torment beside everything else; what it printed is told."""
        process = self.cluster.torment(*arguments)
        until = time.time() + PROGRAM_SECONDS
        while process.poll() is None and time.time() < until:
            yield 0.5
        if process.poll() is None:
            process.kill()
        out, err = process.communicate()
        self.events.tell("did" if process.returncode == 0 else "could not", " ".join(arguments), said=(out if process.returncode == 0 else err[-300:]).strip())

    def join(self, kind):
        self.joined += 1
        name = f"{kind}-x{self.joined}"
        done = self.cluster.control("join", name, check=False)
        self.events.tell("joins" if done.returncode == 0 else "cannot join", name)
        return name

    def leave(self, kind):
        """For good: one of its kind that nobody torments. Most are told to end, some just vanish."""
        free = [name for name in self.of(kind) if name not in self.killer.down()]
        if len(self.of(kind)) <= LEFT_AT_LEAST or not free:
            return
        name = self.chance.choice(free)
        manner = self.chance.choices(["term", "kill"], [2, 1])[0]
        self.held.add(name)
        yield from self.end([name], manner)
        self.cluster.control("leave", name, check=False)
        self.events.tell("left", name)

    # --- disturbances ---

    def members(self):
        """Instances join and leave for good while an archive is verified and published that takes its time."""
        dropped = self.run.ask_for_long_archive()
        while not dropped.is_set():
            yield 1
        for _ in range(self.chance.randint(4, 7)):
            yield self.chance.uniform(1, 8)
            kind = self.chance.choices(KINDS, [3, 1, 1])[0]
            if len(self.of(kind)) <= LEFT_AT_LEAST:
                self.join(kind)
            elif len(self.of(kind)) > LEFT_AT_LEAST + 1 or self.chance.random() < 0.6:
                yield from self.leave(kind)
            else:
                self.join(kind)

    def rebalance(self):
        """Importers join and leave while the mail server is down."""
        if not self.cluster.has_dovecot():
            return
        yield from self.take(["dovecot"])
        yield from self.end(["dovecot"], self.chance.choice(["term", "kill"]))
        yield self.chance.uniform(4, 15)
        for _ in range(self.chance.randint(1, 3)):
            if len(self.of(IMPORTERS)) <= LEFT_AT_LEAST or self.chance.random() < 0.4:
                self.join(IMPORTERS)
            else:
                yield from self.leave(IMPORTERS)
            yield self.chance.uniform(6, 15)
        self.start(["dovecot"])

    def expiry(self):
        """Records expire before they were read, as those of whoever stood still for longer than they are kept."""
        topic, kind = self.chance.choice([("xip.messages", "import"), ("xip.entries", "convert")])
        names = self.of(kind)
        yield from self.take(names)
        yield from self.end(names)
        yield self.chance.uniform(8, 20)
        self.expired += 1
        yield from self.program("expire", "45", topic)
        self.start(names)

    def heal(self, waiting):
        """What waits for records that are gone is told to go on, as an operator would."""
        ids = [it["archiveId"] for it in waiting]
        if self.chance.random() < 0.5:
            files = [self.run.path_of(it) for it in waiting]
            orders = [["import", *files, "--connector", self.run.connector, *self.run.trusting()]]
        else:
            orders = [["replay", "--archive", it, "--why", "their records expired"] for it in ids]
        for order in orders:
            self.acting = self.commands.insist(Command([*order, *self.commands.settings()], FINISHED))
            self.due = 0
            self.finish(lambda: None)

    def offsets(self):
        """A group's offsets are set back, or the group is deleted, while its members are stopped."""
        group, kind = self.chance.choice([("xip-import", "import"), ("xipline-ingest", "ingest"), ("xipline-convert", "convert")])
        names = self.of(kind)
        yield from self.take(names)
        yield from self.end(names, self.chance.choices(["term", "kill"], [2, 1])[0])
        if self.chance.random() < 0.5:
            yield from self.program("delete", group)
        else:
            yield from self.program("reset", group, f"{self.chance.choice([0, self.chance.random()]):.2f}")
        self.start(names)


class Command:
    """An operator's command that is given, perhaps ended in the middle, and given again until it says what it has to say."""

    TRIES = 4

    def __init__(self, arguments, wanted, environment=None):
        self.arguments, self.wanted, self.environment = arguments, wanted, environment or {}

    @property
    def name(self):
        return " ".join(it for it in self.arguments[:2] if not it.startswith(("-", "/")))


class Commands:
    """Operators who lose patience."""

    def __init__(self, disturbances):
        self.all = disturbances
        self.events, self.cluster, self.run = disturbances.events, disturbances.cluster, disturbances.run
        self.chance = random.Random(disturbances.chance.random())
        self.acts = {"import": self.import_archive, "replay": self.replay, "dead letters": self.replay_dead_letters, "dismiss": self.dismiss,
                     "hold": self.hold, "alone": self.import_alone}
        self.deck = Deck(self.chance, list(self.acts))
        self.given = []
        self.holds = []
        self.alone = []

    def act(self):
        yield from self.acts[self.deck.draw()]()

    # --- what is given ---

    def settings(self):
        return ["--config", self.cluster.configuration]

    def import_archive(self):
        archive = self.run.make_archive(self.chance)
        order = ["import", self.run.path_of(archive), "--connector", self.run.connector, *self.run.trusting(), *self.settings()]
        wanted = 3 if held(archive) else 0
        yield from self.interrupted(Command(order, [wanted]), self.chance.uniform(2, 14))
        yield from self.insist(Command([*order, "--mailboxes", self.run.elsewhere()], [2]))
        yield from self.insist(Command(order, [wanted]))

    def replay(self):
        archive = self.earlier()
        if archive:
            order = ["replay", "--archive", archive["archiveId"], "--why", "chaos", *self.settings()]
            yield from self.interrupted(Command(order, FINISHED), self.chance.uniform(2, 12))
            yield from self.insist(Command([*order, "--mailboxes", self.run.elsewhere()], [2]))
            yield from self.insist(Command(order, FINISHED))

    def replay_dead_letters(self):
        chosen = self.chosen_dead_letters()
        order = ["dead-letters", "replay", *chosen, "--why", "chaos", *self.settings()]
        yield from self.interrupted(Command(order, FINISHED), self.chance.uniform(2, 12))
        yield from self.insist(Command([*order, "--mailboxes", self.run.elsewhere()], [2]))
        yield from self.insist(Command(order, FINISHED))

    def dismiss(self):
        order = ["dead-letters", "dismiss", *self.chosen_dead_letters(), "--why", "chaos", *self.settings()]
        yield from self.interrupted(Command(order, [0]), self.chance.uniform(1, 8))
        yield from self.insist(Command(order, [0]))

    def hold(self):
        archive = self.earlier()
        if archive:
            order = ["holds", "place", "--connector", self.run.connector, "--archive", archive["archiveId"], "--why", "chaos", *self.settings()]
            yield from self.interrupted(Command(order, [0]), self.chance.uniform(1, 8))
            yield from self.insist(Command(order, [0]))
            self.holds.append(archive["archiveId"])

    def import_alone(self):
        """On one machine, beside the cluster: begun for mailboxes A, given for B, and for A again."""
        number = len(self.alone)
        archive = self.run.make_archive(self.chance, items=60, alone=True)
        data, a, b = (self.run.base / "alone" / f"{number}-{it}" for it in ("data", "a", "b"))
        self.alone.append({"archive": archive, "mailboxes": a, "elsewhere": b})
        trusting = [*self.run.trusting(), "--data", str(data)]
        order = ["import", self.run.path_of(archive), *trusting, "--mailboxes"]
        wanted = 3 if held(archive) else 0
        begun = yield from self.interrupted(Command([*order, f"maildir:{a}"], [wanted]), self.chance.uniform(0, 1.5), lambda: any(a.glob("*/Maildir/.XIP/*/*")))
        if begun:
            yield from self.insist(Command([*order, f"maildir:{b}"], [2]))
            replays = [["replay", "--archive", archive["archiveId"]], ["dead-letters", "replay", "--archive", archive["archiveId"]]]
            replay = [*self.chance.choice(replays), "--why", "chaos", "--data", str(data), "--mailboxes"]
            yield from self.insist(Command([*replay, f"maildir:{b}"], [2]))
        yield from self.insist(Command([*order, f"maildir:{a}"], [wanted]))

    # --- how ---

    def earlier(self):
        archives = [it for it in list(self.run.feeder.expected) if it["kind"] == "good" and self.run.is_accepted(it)]
        return self.chance.choice(archives) if archives else None

    def chosen_dead_letters(self):
        return self.chance.choice([["--all"], ["--reason", "malformed-item"], ["--reason", "unmapped"], ["--connector", self.run.connector]])

    def interrupted(self, command, seconds, sign=lambda: True):
        """Ends a command in the middle, some seconds after the sign. Says whether the sign was there."""
        process = self.cluster.begin(*command.arguments, **command.environment)
        until = time.time() + PROGRAM_SECONDS
        seen = sign()
        while not seen and process.poll() is None and time.time() < until:
            yield 0.05
            seen = sign()
        until = time.time() + seconds
        while process.poll() is None and time.time() < until:
            yield min(0.2, max(0.01, until - time.time()))
        kind = self.chance.choice([signal.SIGKILL, signal.SIGINT])
        early = process.poll() is None
        if early:
            os.kill(process.pid, kind)
        yield from self.wait(process)
        self.events.tell("interrupted" if early else "ended before", command.name, by=kind.name, exit=process.returncode, seconds=round(seconds, 1),
                         given=" ".join(command.arguments[2:4]))
        return seen

    def insist(self, command):
        """Given until it has an answer; brokers may be away, so a failure is not one yet."""
        for tried in range(1, Command.TRIES + 1):
            process = self.cluster.begin(*command.arguments, **command.environment)
            yield from self.wait(process)
            code, out, err = process.returncode, process.out.read_text(errors="replace"), process.err.read_text(errors="replace")
            if code in command.wanted or code != 1 or tried == Command.TRIES:
                break
            self.events.tell("fails for now", command.name, said=err[-200:].strip())
            yield 5
        answered = code in command.wanted
        self.events.tell("answered" if answered else "answered wrongly", command.name, exit=code, wanted=list(command.wanted),
                         **({} if answered else {"said": (err[-300:] + out[-300:]).strip()}))
        self.given.append({"command": command.arguments, "wanted": list(command.wanted), "exit": code, "said": err[-500:]})

    def wait(self, process):
        until = time.time() + PROGRAM_SECONDS
        while process.poll() is None:
            if time.time() > until:
                process.kill()
            yield 0.2


def held(archive):
    return any(pair["outcomes"][0] in ("unmapped", "dead-lettered") for item in archive["items"] for pair in item["pairs"].values())
