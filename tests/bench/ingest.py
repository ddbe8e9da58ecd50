"""What it costs to take a provider's catalogue into the store.

    ingest.py BIN PLUGINS [LARGEST]

BIN has haat-server and haat-provider-worker, PLUGINS many.so (tests/providers/plugins of the build). A
server is started for each step; its provider tells so many courses, in pages of a thousand, through a
worker of its own.
"""

import json
import pathlib
import re
import sys
import tempfile
import time
import urllib.request

import measure

COUNTS = [10_000, 100_000, 1_000_000]
BYTES = [20, 200, 1000, 3500]  # of each record's description
USUAL = 200


def peak(process):
    """Of memory, in MB."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1000


def workers(server):
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name, _, fields = (folder / "stat").read_text().rpartition(")")
        except OSError:
            continue  # it has ended in between
        # What is not yet the worker's program is the server once more.
        if int(fields.split()[1]) == server and "(haat-provider-w" in name:
            yield int(folder.name)


def provider(url, token):
    request = urllib.request.Request(url + "/api/v1/providers", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["providers"][0]


def ingest(bin_folder, plugins, count, size):
    """Seconds, peak memory of the server and of the worker, bytes of the database."""
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        providers = scratch / "providers.json"
        settings = {"bytes": size, "courses": count}
        library = str(plugins / "many.so")
        providers.write_text(json.dumps({"providers": [{"id": "many", "library": library, "settings": settings}]}))
        server, address = measure.start(bin_folder, scratch / "data", "--providers", providers)
        try:
            url = f"http://{address}"
            token = (scratch / "data/admin.token").read_text().strip()
            start, worker = time.monotonic(), 0
            while True:
                for child in workers(server.pid):
                    worker = max(worker, peak(child))
                now = provider(url, token)
                if now["ingest"] and now["ingest"]["at"]:
                    break
                time.sleep(0.05 if count < 100_000 else 0.5)
            seconds = time.monotonic() - start
            done = now["ingest"]
            assert done["added"] == count and not done["trouble"], done
            database = sum(file.stat().st_size for file in (scratch / "data").glob("haat.sqlite*"))
            return seconds, peak(server.pid), worker, database
        finally:
            server.terminate()
            server.wait()


def row(bin_folder, plugins, count, size):
    seconds, server, worker, database = ingest(bin_folder, plugins, count, size)
    print(
        f"| {count:,} | {size:,} | {seconds:.1f} | {count / seconds:,.0f} | {server:.0f} | {worker:.0f} | {database / count:,.0f} |",
        flush=True,
    )


def main():
    bin_folder, plugins = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    largest = int(sys.argv[3]) if len(sys.argv) > 3 else max(COUNTS)
    print("| records | bytes of each text | seconds | records a second | server, MB | worker, MB | bytes a record in the database |")
    print("|---|---|---|---|---|---|---|")
    for count in (count for count in COUNTS if count <= largest):
        row(bin_folder, plugins, count, USUAL)
    for size in BYTES:
        row(bin_folder, plugins, min(100_000, largest), size)


main()
