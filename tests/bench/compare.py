"""haat beside the tools that people use, on one course, in one run: medians and ratios as a table.

    compare.py BIN text|media|PACKAGE.zip [ROUNDS]

BIN is the folder of the `haat` to measure, from the release preset. The runs of all tools are
interleaved, so that a slow minute of the machine is slow for everybody.
"""

import pathlib
import shutil
import statistics
import sys
import tempfile
import zipfile

import measure

PYTHON_PACK = """
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
    for folder, folders, files in os.walk("."):
        for name in sorted(files):
            z.write(os.path.join(folder, name))
"""
PYTHON_TEST = "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)"
NPM_PACK = """
const pack = require(process.argv[1]);
pack({version: "1.2", organization: "bench", title: "bench", language: "en", startingPage: "imsmanifest.xml",
      source: process.argv[2], package: {zip: true, outputFolder: process.argv[3]}}, () => process.exit(0));
"""


class Bench:
    def __init__(self, made, folder):
        self.made, self.folder = made, folder
        self.npm = measure.ROOT / "build/npm/node_modules/simple-scorm-packager"

    def zip(self):
        self.made.zip.unlink(missing_ok=True)
        return self.made.run("zip", "-qr", "-6", "-X", self.made.zip, ".", folder=self.made.content)

    def seven(self):
        out = self.folder / "seven.zip"
        out.unlink(missing_ok=True)
        return self.made.run("7z", "a", "-tzip", "-bso0", "-bsp0", out, ".", folder=self.made.content)

    def python(self):
        return self.made.run("python3", "-c", PYTHON_PACK, self.folder / "python.zip",
                             folder=self.made.content)

    def packager(self):
        # It writes its manifest and schemas into the source, so it gets a copy.
        source, out = self.folder / "npm-source", self.folder / "npm-out"
        shutil.rmtree(source, ignore_errors=True)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.made.content, source)
        return self.made.run("node", "-e", NPM_PACK, self.npm, source, out)

    def prepare_signatures(self):
        """The signed package, once more signed as other tools do it."""
        made = self.made
        made.sign()
        made.run("minisign", "-G", "-W", "-p", "mini.pub", "-s", "mini.key")
        made.run("minisign", "-S", "-s", "mini.key", "-m", made.signed)
        made.run("keytool", "-genkeypair", "-keystore", "keys", "-storepass", "secret", "-keyalg", "Ed25519",
                 "-alias", "bench", "-dname", "CN=bench")
        made.run("jarsigner", "-keystore", "keys", "-storepass", "secret", "-signedjar",
                 self.folder / "signed.jar", made.signed, "bench")

    def minisign(self):
        return self.made.run("sh", "-c", "minisign -Vq -p mini.pub -m signed.zip && sha256sum signed.zip")

    def jobs(self):
        made = self.made
        pack = [("zip -r -6", self.zip, made.zip),
                ("7z a -tzip", self.seven, self.folder / "seven.zip"),
                ("Python zipfile", self.python, self.folder / "python.zip"),
                ("simple-scorm-packager", self.packager, self.folder / "npm-out"),
                ("haat pack", made.pack, made.packed),
                ("haat sign", made.sign, made.signed)]
        read = [("unzip -tq", lambda: made.run("unzip", "-tq", made.signed), None),
                ("unzip -tq, of zip's", lambda: made.run("unzip", "-tq", made.zip), None),
                ("7z t", lambda: made.run("7z", "t", "-bso0", "-bsp0", made.signed), None),
                ("Python testzip", lambda: made.run("python3", "-c", PYTHON_TEST, made.signed), None),
                ("minisign -V and sha256sum", self.minisign, None),
                ("jarsigner -verify", lambda: made.run("jarsigner", "-verify", self.folder / "signed.jar"), None),
                ("haat verify", made.verify, None),
                ("haat check", made.check, None)]
        return pack, read

    def report(self, jobs, rounds):
        costs = {name: [] for name, _, _ in jobs}
        for _ in range(rounds):
            for name, job, _ in jobs:
                costs[name].append(job())
        base = jobs[0][0]
        wall = {name: statistics.median(c.seconds for c in costs[name]) for name in costs}
        rows = []
        for name, _, out in jobs:
            ratio = statistics.median(
                mine.seconds / theirs.seconds for mine, theirs in zip(costs[name], costs[base]))
            cpu = statistics.median(c.cpu for c in costs[name])
            memory = max(c.memory for c in costs[name])
            rows.append([name, f"{wall[name]:.2f}", f"{ratio:.2f}", f"{cpu:.2f}", f"{memory / 2**20:.0f}",
                         f"{size_of(out) / 1e6:.1f}" if out else ""])
        measure.table(["tool", "seconds", f"of {base}", "CPU seconds", "memory MB", "size MB"], rows)


def size_of(path):
    return sum(p.stat().st_size for p in path.rglob("*.zip")) if path.is_dir() else path.stat().st_size


def main():
    haat, which = pathlib.Path(sys.argv[1]).resolve() / "haat", sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        made = measure.Course(haat, folder)
        if which in ("text", "media"):
            made.write(which)
        else:
            zipfile.ZipFile(which).extractall(made.content)
        made.prepare()
        files = [p for p in made.content.rglob("*") if p.is_file()]
        print(f"{which}: {sum(p.stat().st_size for p in files) / 1e6:.1f} MB in {len(files)} files, "
              f"median of {rounds}\n")
        bench = Bench(made, folder)
        pack, read = bench.jobs()
        bench.report(pack, rounds)
        print()
        bench.prepare_signatures()
        bench.report(read, rounds)


if __name__ == "__main__":
    main()
