"""Runs commands and says what each cost.

A child's largest memory is never less than ours, from which it was forked: so courses are written by
another process, and this one stays small.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "bench"


class Cost:
    def __init__(self, seconds, cpu, memory):
        self.seconds, self.cpu, self.memory = seconds, cpu, memory


def run(command, folder, environment, allowed=(0,)):
    """One run of `command`: wall time, time of all its threads, and its largest memory in bytes."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        child = subprocess.Popen(
            [str(word) for word in command], cwd=folder, env={**os.environ, **environment},
            stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in allowed:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}:\n"
                     + said.read().decode(errors="replace")[-2000:])
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def spent(pattern):
    """Processor seconds of all that runs under such a name, and of what it has waited for."""
    ticks = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
            name = text[text.index("(") + 1:text.rindex(")")]
            if re.fullmatch(pattern, name):
                fields = text[text.rindex(")") + 2:].split()
                ticks += sum(int(fields[i]) for i in (11, 12, 13, 14))
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def start(binaries, data, *arguments):
    """A server, and the address on which it listens."""
    process = subprocess.Popen([binaries / "haat-server", "--data", data, "--listen", "127.0.0.1:0", *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, re.search(r"http://(\S+)", process.stdout.readline()).group(1)


class Course:
    """A course's folder as a project of Haat, beside it a key and the packages that are made of it."""

    def __init__(self, haat, folder):
        self.haat, self.folder, self.content = haat, folder, folder / "content"
        self.environment = {"HAAT_HOME": str(folder / "home")}
        self.project = folder / "project"
        self.zip = folder / "zip.zip"
        self.packed = folder / "packed.zip"
        self.signed = folder / "signed.zip"

    def write(self, *kind):
        self.run(sys.executable, HERE / "course.py", kind[0], self.content, *kind[1:])

    def prepare(self):
        self.run("zip", "-qr0", self.zip, ".", folder=self.content)
        self.run(self.haat, "import", self.zip, self.project, "--competency", "CID1:2")
        self.run(self.haat, "key", "new", "bench", "--no-passphrase")
        self.zip.unlink()

    def run(self, *command, folder=None, allowed=(0,)):
        return run(command, folder or self.folder, self.environment, allowed)

    def pack(self):
        return self.run(self.haat, "pack", self.project, "--output", self.packed)

    def sign(self):
        return self.run(self.haat, "sign", self.packed, "--output", self.signed)

    def verify(self):
        return self.run(self.haat, "verify", self.signed)

    def check(self):
        return self.run(self.haat, "check", self.signed, allowed=(0, 1))


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)
