"""Searches of several kinds, beside nginx that serves the same bytes from files, in one run.

    search.py BIN COUNT [SECONDS]

BIN is the folder of the haat-server and fill_catalogue to measure, from the release preset. `kept` are answers that were
given before and are still good; `fresh` ones are made anew each time, as after a change of the catalogue. nginx and
haat-server take turns, kind by kind, so a slow minute is slow for both.
"""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import measure

HINDI = ["कारि", "संमो", "प्रना", "विधा", "शुटे", "लेगी"]
FILTERS = ["language=hi", "level=3", "duration=1h-to-4h", "standard=cmi5", "competency=COMAREA-000002",
           "licence=CC0-1.0", "role=RID1"]


def slipped(word, chance):
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def kinds(words):
    """Paths of each kind; of words as people use them, common ones more often."""
    chance = random.Random(1)
    def word():
        return words[int(len(words) ** chance.random()) - 1]
    def search(query, rest=""):
        return f"/api/v1/courses?limit=20&q={urllib.parse.quote(query)}{rest}"
    return {
        "newest": ["/api/v1/courses?limit=20"],
        "one word": [search(word()) for _ in range(500)],
        "two words": [search(f"{word()} {word()}") for _ in range(500)],
        "beginning": [search(word()[:4]) for _ in range(500)],
        "Hindi": [search(word) for word in HINDI],
        "filters": ["/api/v1/courses?limit=20&" + "&".join(chance.sample(FILTERS, 2)) for _ in range(40)],
        "word, filter, facets": [search(word(), "&facets=all&" + chance.choice(FILTERS)) for _ in range(500)],
        "all facets": ["/api/v1/courses?limit=20&facets=all"],
        "slips": [search(slipped(w, chance)) for w in (word() for _ in range(300)) if len(w) > 5],
        "suggest": [f"/api/v1/suggest?q={word()[:4]}" for _ in range(300)],
    }


class Servers:
    def __init__(self, binaries, data, folder):
        self.folder = folder
        self.haat, address = measure.start(binaries, data)
        self.url = f"http://{address}"
        (folder / "www").mkdir()
        (folder / "nginx.conf").write_text(f"""
worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off; user root;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; default_type application/json; open_file_cache max=2000;
  server {{ listen 127.0.0.1:18099; root {folder}/www; }} }}
""")
        self.nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        self.nginx_url = "http://127.0.0.1:18099"

    def copy(self, paths):
        """The same bytes as files, and their paths at nginx."""
        files = []
        for number, path in enumerate(paths):
            with urllib.request.urlopen(self.url + path) as answer:
                (self.folder / "www" / f"{number}.json").write_bytes(answer.read())
            files.append(f"/{number}.json?")
        return files

    def memory(self):
        status = pathlib.Path(f"/proc/{self.haat.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def end(self):
        for server in (self.haat, self.nginx):
            server.terminate()
            server.wait()


def wrk(url, paths, folder, seconds, fresh=None):
    (folder / "paths").write_text("\n".join(paths) + "\n")
    environment = {**os.environ, "PATHS": str(folder / "paths")}
    if fresh:
        environment["FRESH"] = fresh
    said = subprocess.run(["wrk", "-t2", "-c8", f"-d{seconds}s", "-s", measure.HERE / "requests.lua", url],
                          env=environment, capture_output=True, text=True, check=True).stdout
    return [int(number) for number in re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", said).groups()]


def main():
    binaries, count = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 4
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        begin = time.perf_counter()
        subprocess.run([binaries / "fill_catalogue", data, count], check=True)
        filled = time.perf_counter()
        servers = Servers(binaries, data, folder)
        try:
            print(f"{count} courses: filled in {filled - begin:.0f} s, served after "
                  f"{time.perf_counter() - filled:.1f} s, {servers.memory():.0f} MB at rest\n")
            rows = []
            for kind, paths in kinds((data / "words.txt").read_text().split()).items():
                files = servers.copy(paths)
                theirs = wrk(servers.nginx_url, files, folder, seconds)
                kept = wrk(servers.url, paths, folder, seconds)
                fresh = wrk(servers.url, [p + ("" if "?" in p else "?") for p in paths], folder, seconds, kind[0])
                bytes_each = sum(p.stat().st_size for p in (folder / "www").iterdir()) // len(paths)
                shutil.rmtree(folder / "www")
                (folder / "www").mkdir()
                rows.append([kind, str(bytes_each), str(theirs[0]), str(kept[0]), f"{kept[0] / theirs[0]:.2f}",
                             f"{kept[2] / 1000:.1f}", str(fresh[0]), f"{fresh[1] / 1000:.1f}",
                             f"{fresh[2] / 1000:.1f}", str(kept[3] + fresh[3])])
            measure.table(["search", "bytes", "nginx/s", "kept/s", "of nginx", "p99 ms", "fresh/s", "p50 ms", "p99 ms",
                           "errors"], rows)
            print(f"\n{servers.memory():.0f} MB after it")
        finally:
            servers.end()


if __name__ == "__main__":
    main()
