"""Reading and publishing with one, two and three servers, over SQLite and over PostgreSQL.

    servers.py BIN [COURSES] [SECONDS] [PACKAGES]

BIN is the folder of the haat, haat-server and fill_catalogue to measure, from the release preset. nginx stands in front, as in
samples/cluster; all of it, what asks included, shares this machine's processors, so what is told beside the rates is who
used them: a rate says what this machine does, and the time of each part where the next processor would go.
"""

import http.client
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import measure
from intake import make
from publish import Market, ask

PORT = 18098
PUBLISHERS = 8
PARTS = {"servers": "haat-server.*", "database": "postgres", "nginx": "nginx", "asking": "wrk|python3"}


class Cluster:
    """A marketplace of so many servers, with courses in it, and nginx in front."""

    def __init__(self, binaries, count, courses, made, database):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="haat-bench-"))
        self.database = database
        first = self.folder / "data"
        environment = {**os.environ, **({"HAAT_DATABASE": database} if database else {})}
        subprocess.run([binaries / "fill_catalogue", first, courses], check=True, env=environment)
        arguments = ["--database", database] if database else []
        self.market = Market(binaries, self.folder, *arguments)
        self.market.ask("POST", "/keys", self.market.partner, {"key": made["key"]})
        self.processes, self.addresses = [self.market.process], [self.market.address]
        for number in range(1, count):
            data = self.folder / f"data{number}"
            data.mkdir()
            (data / "blobs").symlink_to(first / "blobs")
            for name in ("marketplace.key", "online.key"):
                shutil.copy(first / name, data)
            process, address = measure.start(binaries, data, *arguments)
            self.processes.append(process)
            self.addresses.append(address)
        (self.folder / "nginx.conf").write_text(f"""
worker_processes 2; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log; daemon off; user root;
events {{ worker_connections 512; }}
http {{ access_log off; keepalive_requests 1000000; client_max_body_size 100m;
  upstream servers {{ keepalive 64; keepalive_requests 1000000; {" ".join(f"server {each};" for each in self.addresses)} }}
  server {{ listen 127.0.0.1:{PORT}; location / {{
    proxy_pass http://servers; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }} }} }}
""")
        self.processes.append(subprocess.Popen(["nginx", "-c", self.folder / "nginx.conf", "-p", self.folder], stderr=subprocess.DEVNULL))
        words = (first / "words.txt").read_text().split()[:2000]
        course = self.market.ask("GET", "/courses?limit=1")["courses"][0]["id"]
        self.paths = {"a list, kept": ["/api/v1/courses"], "a course": [f"/api/v1/courses/{course}"],
                      "a new search": [f"/api/v1/courses?limit=20&q={word}" for word in words if word.isascii()]}

    def connections(self):
        if not self.database:
            return "-"
        return subprocess.run(["psql", self.database, "-Atqc", "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"],
                              capture_output=True, text=True, check=True).stdout.strip()

    def end(self):
        sys.stderr.write((self.folder / "error.log").read_text())
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def used(before):
    """Who used the processors since, as shares of all of it."""
    spent = {name: measure.spent(pattern) - before[name] for name, pattern in PARTS.items()}
    return ", ".join(f"{name} {100 * each / sum(spent.values()):.0f} %" for name, each in spent.items() if each > 0)


def spent_so_far():
    return {name: measure.spent(pattern) for name, pattern in PARTS.items()}


def read(cluster, paths, seconds, fresh):
    (cluster.folder / "paths").write_text("\n".join(paths) + "\n")
    environment = {**os.environ, "PATHS": str(cluster.folder / "paths"), **({"FRESH": "yes"} if fresh else {})}
    before = spent_so_far()
    asking = subprocess.Popen(["wrk", "-t1", "-c16", f"-d{seconds}s", "-s", measure.HERE / "requests.lua", f"http://127.0.0.1:{PORT}"],
                              env=environment, stdout=subprocess.PIPE, text=True)
    time.sleep(seconds / 2)
    connections = cluster.connections()
    rate, p50, p99, errors, p999 = asking.communicate()[0].split("RESULT")[1].split()
    return [f"{int(rate):,} /s", *(f"{int(each) / 1000:.1f}" for each in (p50, p99, p999)), errors, connections, used(before)]


def publish(cluster, packages):
    """Each package from its first byte to the catalogue, by publishers who go on when theirs is there."""
    left, lock, times, wrong = list(packages), threading.Lock(), [], []

    def publisher():
        market = cluster.market
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while True:
            with lock:
                if not left:
                    return
                package = left.pop()
            begin = time.perf_counter()
            try:
                path = "/submissions/" + ask(connection, "POST", "/submissions", market.partner, package)["submission"]["id"]
                ask(connection, "POST", path + "/assessments", market.curator, market.answers)
                if ask(connection, "POST", path + "/accept", market.curator, {})["submission"]["state"] != "live":
                    raise RuntimeError(path + " is not live")
                times.append(time.perf_counter() - begin)
            except (RuntimeError, OSError, http.client.HTTPException, KeyError) as error:
                wrong.append(error)
                print(error, file=sys.stderr)

    threads = [threading.Thread(target=publisher) for _ in range(PUBLISHERS)]
    before, begin = spent_so_far(), time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(1)
    connections = cluster.connections()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - begin
    times.sort()
    return [f"{60 * len(times) / taken:,.0f} /min", *(f"{1000 * times[min(len(times) - 1, int(len(times) * part))]:.0f}" for part in (0.5, 0.99, 0.999)),
            str(len(wrong)), connections, used(before)]


def main(binaries, courses, seconds, count):
    made = make(binaries, count)
    rows = []
    with tempfile.TemporaryDirectory(prefix="haat-bench-") as scratch:
        for store, servers in (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2), ("PostgreSQL", 3)):
            script, file, database = measure.ROOT / "tests" / "postgresql" / "postgresql.sh", pathlib.Path(scratch) / "url", None
            if store == "PostgreSQL":
                subprocess.run([script, "start", file], check=True, env={**os.environ, "HAAT_DURABLE": "yes"})
                database = file.read_text().strip()
            try:
                cluster = Cluster(binaries, servers, courses, made, database)
                try:
                    if database:
                        subprocess.run(["psql", "--quiet", database, "--command=ANALYZE"], check=True, stderr=subprocess.DEVNULL)
                    read(cluster, cluster.paths["a list, kept"], 3, False)  # opens what connections it takes
                    for kind, paths in cluster.paths.items():
                        rows.append([store, str(servers), kind, *read(cluster, paths, seconds, kind == "a new search")])
                    rows.append([store, str(servers), f"publish, {PUBLISHERS} at a time", *publish(cluster, made["packages"])])
                finally:
                    cluster.end()
            finally:
                if database:
                    subprocess.run([script, "stop", file], check=True)
    measure.table(["store", "servers", "what", "rate", "p50 ms", "p99 ms", "p99.9 ms", "errors", "connections", "who used the processors"], rows)


if __name__ == "__main__":
    words = [*sys.argv[2:], *["10000", "6", "400"][len(sys.argv) - 2:]]
    main(pathlib.Path(sys.argv[1]).resolve(), words[0], int(words[1]), int(words[2]))
