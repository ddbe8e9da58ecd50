"""How many packages a minute a marketplace takes in, judges and publishes, and where the time goes.

    publish.py BIN [COUNT] [PACKAGE_MB]

BIN is the folder of the haat and haat-server to measure, from the release preset. One client does one thing after the other:
what is told is the time of each step of one package, and how it grows with what is in the marketplace already.
"""

import hashlib
import base64
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import measure


def ask(connection, method, path, token="", body=None):
    """The answer's JSON; RuntimeError where it is a refusal. A body of bytes is a package."""
    package = isinstance(body, bytes)
    bytes_ = body if package else json.dumps(body).encode() if body is not None else b""
    headers = {"Prefer": "wait=60"}
    if bytes_:
        headers["Content-Type"] = "application/zip" if package else "application/json"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if package:
        headers["Content-Digest"] = f"sha-256=:{base64.b64encode(hashlib.sha256(bytes_).digest()).decode()}:"
    connection.request(method, "/api/v1" + path, bytes_ or None, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()}")
    return json.loads(text)


class Market:
    def __init__(self, binaries, folder, *arguments):
        self.binaries, self.folder = binaries, folder
        self.process, self.address = measure.start(binaries, folder / "data", *arguments)
        self.connection = http.client.HTTPConnection(self.address)
        admin = (folder / "data" / "admin.token").read_text().strip()
        self.partner = self.ask("POST", "/accounts", admin, {"name": "asha", "role": "partner", "namespace": "org.example"})["token"]
        self.curator = self.ask("POST", "/accounts", admin, {"name": "meera", "role": "curator"})["token"]
        rubric = self.ask("GET", "/rubric")
        items = [item["id"] for criterion in rubric["criteria"] for item in criterion["items"]]
        self.answers = {"rubric": f"{rubric['id']}/{rubric['version']}",
                        "answers": {item: {"answer": "yes", "note": "seen"} for item in items}}

    def ask(self, method, path, token="", body=None):
        try:
            return ask(self.connection, method, path, token, body)
        except RuntimeError as error:
            raise SystemExit(str(error)) from None

    def haat(self, *words):
        environment = {**os.environ, "HAAT_HOME": str(self.folder / "home"), "HAAT_SERVER": f"http://{self.address}",
                       "HAAT_TOKEN": self.partner}
        done = subprocess.run([self.binaries / "haat", *words], cwd=self.folder, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"haat {' '.join(words)}: {done.stdout}{done.stderr}")


def packages(market, count, megabytes):
    """Signed packages, one course each; made before anything is measured."""
    market.haat("key", "new", "asha", "--no-passphrase")
    market.haat("key", "register")
    market.haat("new", "course")
    if megabytes:
        (market.folder / "course" / "assets").mkdir(exist_ok=True)
        (market.folder / "course" / "assets" / "film.mp4").write_bytes(os.urandom(megabytes << 20))
    file = market.folder / "course" / "course.json"
    course = json.loads(file.read_text())
    for number in range(count):
        file.write_text(json.dumps({**course, "id": f"org.example.c{number}"}))
        market.haat("pack", "course", "--output", "c.zip")
        market.haat("sign", "c.zip")
        yield (market.folder / "c.zip").read_bytes()


def timed(steps, name, act):
    begin = time.perf_counter()
    result = act()
    steps.setdefault(name, []).append((time.perf_counter() - begin) * 1000)
    return result


def main(binaries, count, megabytes):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="haat-bench-"))
    market = Market(binaries, folder)
    steps = {}
    try:
        for package in packages(market, count, megabytes):
            submission = timed(steps, "submit", lambda: market.ask("POST", "/submissions", market.partner, package))["submission"]
            path = f"/submissions/{submission['id']}"
            timed(steps, "assess", lambda: market.ask("POST", path + "/assessments", market.curator, market.answers))
            done = timed(steps, "accept and publish", lambda: market.ask("POST", path + "/accept", market.curator, {}))
            assert done["submission"]["state"] == "live", done
        print(f"{count} packages of {len(package) / 1e6:.2f} MB\n")
        print("| step | median ms | p99 ms | first tenth | last tenth |\n|---|---|---|---|---|")
        tenth = max(1, count // 10)
        for name, times in steps.items():
            print(f"| {name} | {statistics.median(times):.1f} | {sorted(times)[int(len(times) * 0.99) - 1]:.1f} | "
                  f"{statistics.median(times[:tenth]):.1f} | {statistics.median(times[-tenth:]):.1f} |")
        print(f"\n{60_000 / sum(statistics.mean(times) for times in steps.values()):.0f} packages a minute")
    finally:
        market.process.terminate()
        market.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 300,
         int(sys.argv[3]) if len(sys.argv) > 3 else 0)
