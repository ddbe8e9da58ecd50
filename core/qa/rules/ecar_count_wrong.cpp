#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_count_wrong;
constinit const Rule ecar_count_wrong{
    .id = "ecar-count-wrong",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An ECAR has more or fewer contents than it says.",
    .why = "It was cut, or put together by hand: something may be missing.",
    .fix = "Export the archive again, or correct archive.count.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 3, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .check = told_by_reader<ecar_count_wrong>,
};

}  // namespace haat::rules
