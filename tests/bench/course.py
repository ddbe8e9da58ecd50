"""Writes the courses that are measured: equal arguments give equal bytes.

    course.py text|media FOLDER              a SCORM 1.2 course as real ones are
    course.py grown FOLDER ENTRIES BYTES     so many files of so many bytes in all, as media
    course.py units FOLDER COUNT             so many launchable units of one small file
"""

import math
import pathlib
import random
import sys
from xml.sax.saxutils import quoteattr

SEED = 20041

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="bench" version="1.0"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="o">
    <organization identifier="o">
      <title>A course to measure</title>
%s    </organization>
  </organizations>
  <resources>
%s  </resources>
</manifest>
"""
ITEM = """      <item identifier="i%d" identifierref="r%d">
        <title>Lesson %d</title>
      </item>
"""
RESOURCE = """    <resource identifier="r%d" type="webcontent" adlcp:scormtype="sco" href=%s>
%s    </resource>
"""


class Writer:
    """The texts of people have few frequent words and many rare ones; media look like noise."""

    def __init__(self):
        self.random = random.Random(SEED)
        letters = "aaabcdeeeefghiiijklmnnooopprrrssstttuuvwy"
        devanagari = "कखगघचजटडतथदधनपबमयरलवशसहािीुेो"
        self.words = [
            "".join(self.random.choice(alphabet) for _ in range(self.random.randint(2, 10)))
            for alphabet in [letters] * 6000 + [devanagari] * 1500
        ]
        self.weights = [1 / (1 + rank) for rank in range(len(self.words))]
        self.random.shuffle(self.words)
        self.cumulative = []
        total = 0.0
        for weight in self.weights:
            total += weight
            self.cumulative.append(total)

    def prose(self, count):
        return " ".join(self.random.choices(self.words, cum_weights=self.cumulative, k=count))

    def noise(self, size):
        return self.random.randbytes(size)

    def page(self, size):
        parts = [
            '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
            "<title>A lesson</title></head>\n<body>\n"
        ]
        have = 0
        while have < size:
            block = (
                f'<section class="block block--text" id="b{self.random.getrandbits(32):08x}">\n'
                f"  <h2>{self.prose(5)}</h2>\n"
                f'  <p class="body" style="margin:0">{self.prose(90)}</p>\n</section>\n'
            )
            have += len(block.encode())
            parts.append(block)
        return "".join([*parts, "</body>\n</html>\n"]).encode()

    def script(self, size):
        parts = []
        have = 0
        while have < size:
            name, other = self.prose(1), self.random.getrandbits(20)
            block = (
                f"  Player.prototype.on_{other:x} = function (event, options) {{\n"
                f"    if (!options.{name}) return this.emit('{name}', {other}, event.target);\n"
                f"    this.state.{name} = options.{name} || {{ label: '{self.prose(6)}' }};\n  }};\n"
            )
            have += len(block.encode())
            parts.append(block)
        return "".join(parts).encode()

    def size_around(self, mean):
        """Sizes of files spread widely: a few are ten times the mean."""
        return max(200, int(self.random.lognormvariate(math.log(mean) - 0.5, 1.0)))


def write_course(folder, lessons, files):
    """`files` yields (path, bytes); those of lesson k lie in the folder lesson-k."""
    listed = [[] for _ in range(lessons)]
    for path, content in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        listed[int(path.split("/")[0].removeprefix("lesson-"))].append(path)
    items = "".join(ITEM % (k, k, k) for k in range(lessons))
    resources = "".join(
        RESOURCE
        % (k, quoteattr(listed[k][0]), "".join(f"      <file href={quoteattr(p)}/>\n" for p in listed[k]))
        for k in range(lessons)
    )
    (folder / "imsmanifest.xml").write_text(MANIFEST % (items, resources), encoding="utf-8")


def text_heavy(folder):
    """62 MB in 2,601 files: pages, scripts, and a picture a lesson."""
    writer = Writer()

    def files():
        for lesson in range(100):
            yield f"lesson-{lesson}/index.html", writer.page(writer.size_around(30_000))
            yield f"lesson-{lesson}/picture.jpg", writer.noise(writer.size_around(30_000))
            for k in range(18):
                yield f"lesson-{lesson}/page-{k}.html", writer.page(writer.size_around(20_000))
            for k in range(6):
                yield f"lesson-{lesson}/player-{k}.js", writer.script(writer.size_around(36_000))

    write_course(folder, 100, files())


def media_heavy(folder):
    """104 MB in 5,691 files, mostly images: the shape of the real course that the targets name."""
    writer = Writer()

    def files():
        for lesson in range(109):
            yield f"lesson-{lesson}/index.html", writer.page(writer.size_around(40_000))
            for k in range(4):
                yield f"lesson-{lesson}/player-{k}.js", writer.script(writer.size_around(42_000))
            for k in range(47 if lesson else 54):
                ending = ("jpg", "png", "jpg", "png", "webp")[k % 5]
                yield f"lesson-{lesson}/media/{k}.{ending}", writer.noise(writer.size_around(16_000))
            if lesson < 16:
                yield f"lesson-{lesson}/film.mp4", writer.noise(writer.size_around(60_000))

    write_course(folder, 109, files())


def grown(folder, entries, size):
    """`entries` files of equal size: nine in ten media, one in ten text."""
    writer = Writer()
    lessons = max(1, min(entries // 10, 100))
    each = max(1, size // entries)
    piece = 8 << 20

    def files():
        for k in range(entries):
            lesson = f"lesson-{k % lessons}"
            if k < lessons:
                yield f"{lesson}/index.html", writer.page(min(each, 20_000))
            elif each <= piece:
                text = k % 10 == 0
                path = f"{lesson}/{k}.{'js' if text else 'jpg'}"
                yield path, writer.script(each) if text else writer.noise(each)
            else:
                # Too large to be held at once: noise that is repeated is noise to everybody here.
                path = folder / lesson / f"{k}.mp4"
                path.parent.mkdir(parents=True, exist_ok=True)
                noise = writer.noise(piece)
                with path.open("wb") as file:
                    for start in range(0, each, piece):
                        file.write(noise[: min(piece, each - start)])
                yield f"{lesson}/{k}.txt", b"a film\n"

    write_course(folder, lessons, files())


def units(folder, count):
    page = b'<!DOCTYPE html><html lang="en"><title>A lesson</title></html>'
    write_course(folder, count, ((f"lesson-{k}/index.html", page) for k in range(count)))


if __name__ == "__main__":
    kind, target = sys.argv[1], pathlib.Path(sys.argv[2])
    target.mkdir(parents=True)
    if kind == "text":
        text_heavy(target)
    elif kind == "media":
        media_heavy(target)
    elif kind == "units":
        units(target, int(sys.argv[3]))
    else:
        grown(target, int(sys.argv[3]), int(sys.argv[4]))
