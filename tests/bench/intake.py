"""How many packages a minute a marketplace takes in and checks, with one publisher and with eight.

    intake.py BIN [OTHER_BIN] [COUNT]

BIN is the folder of the haat and haat-server to measure; with OTHER_BIN two versions of them take turns in one run, so that their
ratio means something on a noisy machine. Every publisher waits for each of its packages to be checked before it brings the next.
"""

import http.client
import pathlib
import shutil
import statistics
import sys
import tempfile
import threading
import time

from publish import Market, ask, packages

ROUNDS = 3


class Turn:
    """One server with an empty marketplace, and packages that it has not seen."""

    def __init__(self, binaries, made):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="haat-bench-"))
        self.market = Market(binaries, self.folder)
        self.market.ask("POST", "/keys", self.market.partner, {"key": made["key"]})
        self.packages = list(made["packages"])
        self.lock = threading.Lock()
        self.waits = []

    def next(self):
        with self.lock:
            return self.packages.pop() if self.packages else None

    def publisher(self):
        connection = http.client.HTTPConnection(self.market.address)
        while package := self.next():
            begin = time.perf_counter()
            answer = ask(connection, "POST", "/submissions", self.market.partner, package)
            assert answer["submission"]["state"] == "in_review", answer
            self.waits.append(time.perf_counter() - begin)

    def run(self, publishers):
        """Packages a minute, and how long each was waited for."""
        count = len(self.packages)
        threads = [threading.Thread(target=self.publisher) for _ in range(publishers)]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = time.perf_counter() - begin
        self.market.process.terminate()
        self.market.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        return count / taken * 60, self.waits


def make(binaries, count):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="haat-bench-"))
    market = Market(binaries, folder)
    try:
        made = list(packages(market, count, 0))
        market.connection.close()  # the server has left it by now
        key = market.ask("GET", "/keys", market.partner)["keys"][0]["key"]
        return {"packages": made, "key": key}
    finally:
        market.process.terminate()
        market.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main(binaries, count):
    made = make(binaries[-1], count)
    rates, waits = {}, {}
    for _ in range(ROUNDS):
        for publishers in (1, 8):
            for folder in binaries:
                rate, waited = Turn(folder, made).run(publishers)
                rates.setdefault((folder, publishers), []).append(rate)
                waits.setdefault((folder, publishers), []).extend(waited)
    print("| | publishers | packages a minute (median, least, most) | waited for one, ms (median, 99 of 100 within) |\n|---|---|---|---|")
    for (folder, publishers), each in rates.items():
        waited = sorted(waits[folder, publishers])
        print(f"| {folder.name} | {publishers} | {statistics.median(each):.0f}, {min(each):.0f}, {max(each):.0f} | "
              f"{statistics.median(waited) * 1000:.0f}, {waited[int(len(waited) * 0.99) - 1] * 1000:.0f} |")


if __name__ == "__main__":
    words = sys.argv[1:]
    number = int(words.pop()) if words[-1].isdigit() else 100
    main([pathlib.Path(word).resolve() for word in words], number)
