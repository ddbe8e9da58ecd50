"""How the time and the memory of haat grow with a course.

    growth.py BIN bytes|entries|units [LARGEST]

`bytes` goes from 1 MB to 4 GB in 100 files, `entries` from 10 to 100,000 files of 1 kB, `units` from
10 to 10,000 launchable units. LARGEST ends earlier. The largest needs 13 GB of the disk of $TMPDIR.
"""

import pathlib
import sys
import tempfile

import measure

STEPS = {
    "bytes": [10**6, 10**7, 10**8, 10**9, 4 * 10**9],
    "entries": [10, 100, 1000, 10_000, 99_000],
    "units": [10, 100, 1000, 10_000],
}


def fill(made, kind, step):
    if kind == "bytes":
        made.write("grown", 100, step)
    elif kind == "entries":
        made.write("grown", step, step * 1000)
    else:
        made.write("units", step)


def main():
    haat, kind = pathlib.Path(sys.argv[1]).resolve() / "haat", sys.argv[2]
    largest = int(sys.argv[3]) if len(sys.argv) > 3 else max(STEPS[kind])
    jobs = ["pack", "sign", "verify", "check"]
    rows = []
    for step in STEPS[kind]:
        if step > largest:
            break
        with tempfile.TemporaryDirectory() as name:
            made = measure.Course(haat, pathlib.Path(name))
            fill(made, kind, step)
            made.prepare()
            costs = [getattr(made, job)() for job in jobs]
        rows.append([f"{step:,}", *(f"{c.seconds:.2f} s, {c.memory / 2**20:.0f} MB" for c in costs)])
        print(rows[-1], file=sys.stderr, flush=True)
    measure.table([kind, *jobs], rows)


if __name__ == "__main__":
    main()
