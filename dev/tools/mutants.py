"""Tells what became of the mutants of a package: dev/mutants runs it."""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree

LEAST_KILLED = 0.85
NOTICED = {"KILLED", "TIMED_OUT", "MEMORY_ERROR"}
UNNOTICED = {"SURVIVED", "NO_COVERAGE"}


def line_of(sources, mutation):
    folder = mutation.findtext("mutatedClass").rpartition(".")[0].replace(".", "/")
    path = pathlib.Path(sources, folder, mutation.findtext("sourceFile"))
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[int(mutation.findtext("lineNumber")) - 1].strip()


def name_of(sources, mutation):
    """The same however many lines stand before it: place, what was changed, and the line as it is written."""
    place = mutation.findtext("mutatedClass") + "." + mutation.findtext("mutatedMethod")
    change = re.sub(r"[\w.$/]*/", "", mutation.findtext("description"))
    return " | ".join((place, change, line_of(sources, mutation).replace("|", "¦")))


def accepted_in(file, package):
    """Names, each with the reason that is written below it."""
    accepted = {}
    name = None
    for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace():
            accepted[name] = (accepted[name] + " " + line.strip()).strip()
        else:
            name = line.strip()
            accepted[name] = ""
    ours = {name: why for name, why in accepted.items() if is_in(name, package)}
    for name in (name for name, why in ours.items() if not why):
        sys.exit(f"dev/mutants: {file} gives no reason for: {name}")
    return ours


def is_in(name, package):
    return re.match(rf"org\.xipline\.{re.escape(package)}\.[A-Z]", name) is not None


def main(package, report, sources, accepted_file):
    mutations = list(xml.etree.ElementTree.parse(report).getroot())
    judged = [one for one in mutations if one.get("status") in NOTICED | UNNOTICED]
    if not judged:
        sys.exit(f"dev/mutants: no mutant of {package} was tried")
    killed = sum(one.get("status") in NOTICED for one in judged)
    survivors = collections.OrderedDict()
    for one in judged:
        if one.get("status") in UNNOTICED:
            survivors.setdefault(name_of(sources, one), []).append(one)
    accepted = accepted_in(accepted_file, package)

    share = killed / len(judged)
    print(f"{package}: {killed} of {len(judged)} killed, {share:.0%}; {len(accepted)} survivors accepted")
    failed = share < LEAST_KILLED
    if failed:
        print(f"  fewer than {LEAST_KILLED:.0%}")
    for name, ones in survivors.items():
        if name not in accepted:
            failed = True
            uncovered = " (no test comes here)" if ones[0].get("status") == "NO_COVERAGE" else ""
            print(f"  survived{uncovered}: {name}")
    for name in accepted:
        if name not in survivors:
            failed = True
            print(f"  accepted, but there is no such survivor: {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
