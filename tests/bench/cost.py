#!/usr/bin/env python3
"""What a request costs in processor time: cost.py BIN [COURSES] [SECONDS]

BIN is the folder of the haat-server and fill_catalogue to measure, from the release preset. HAAT_DATABASE says where, if not in a file. Processor time
of the server, and of PostgreSQL if it is one, divided by the answers: a busy machine makes it longer, not dearer. So the page of sizes can multiply. Nothing else may use PostgreSQL meanwhile.
"""
import json, os, pathlib, re, signal, subprocess, sys, tempfile

from measure import spent, start

binaries = pathlib.Path(sys.argv[1])
courses = sys.argv[2] if len(sys.argv) > 2 else "10000"
seconds = sys.argv[3] if len(sys.argv) > 3 else "5"
KINDS = [("a list that is kept", "/api/v1/courses"), ("a search that is kept", "/api/v1/courses?q=safety"),
         ("a search that is new", None), ("a course", "course"), ("changes", "/api/v1/changes?since=0"), ("not modified", "etag")]
FRESH = 'local n = 0\nrequest = function() n = n + 1; return wrk.format("GET", "/api/v1/courses?limit=20&q=" .. words[n % #words + 1] .. "&level=" .. (n % 5 + 1) .. "&language=" .. (n % 2 == 0 and "en" or "hi") .. "&duration=" .. ({"under-15m","15m-to-1h","1h-to-4h"})[n % 3 + 1]) end\n'


with tempfile.TemporaryDirectory() as folder:
    data = pathlib.Path(folder) / "data"
    subprocess.run([binaries / "fill_catalogue", data, courses], check=True)
    if database := os.environ.get("HAAT_DATABASE"):
        subprocess.run(["psql", "--quiet", database, "--command=ANALYZE"], check=True, stderr=subprocess.DEVNULL)  # as autovacuum does in a while
    server, address = start(binaries, data)
    url = f"http://{address}"
    first = subprocess.run(["curl", "-si", f"{url}/api/v1/courses?limit=1"], capture_output=True, text=True, check=True).stdout
    etag = re.search(r"(?im)^etag: (.*?)\r?$", first).group(1)
    course = json.loads(first[first.index("{"):])["courses"][0]["id"]
    words = [word for word in (data / "words.txt").read_text().split() if word.isascii()][:500]
    print(f"{'request':24} {'answers':>9} {'server us':>10} {'database us':>12}")
    for name, target in KINDS:
        script = pathlib.Path(folder) / "wrk.lua"
        headers = []
        if target is None:
            script.write_text("words = {" + ",".join(f'"{word}"' for word in words) + "}\n" + FRESH)
            target = "/"
        elif target == "course":
            target = f"/api/v1/courses/{course}"
        elif target == "etag":
            target, headers = "/api/v1/courses?limit=1", ["-H", f"If-None-Match: {etag}"]
        before, base = spent("haat-server.*"), spent("postgres")
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", *headers, *(["-s", str(script)] if script.exists() else []), url + target]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        script.unlink(missing_ok=True)
        answers = int(re.search(r"(\d+) requests in", out).group(1))
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
        print(f"{name:24} {answers:9} {(spent('haat-server.*') - before) / answers * 1e6:10.0f} {(spent('postgres') - base) / answers * 1e6:12.0f}" + (f"  {bad.group(0)}" if bad else ""))
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    print("memory of the server:", re.search(r"VmRSS:\s+(.*)", status).group(1))
    server.send_signal(signal.SIGTERM)
    server.wait()
