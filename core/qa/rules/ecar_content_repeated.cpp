#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_content_repeated;
constinit const Rule ecar_content_repeated{
    .id = "ecar-content-repeated",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An ECAR has two contents of one identifier.",
    .why = "One of them overwrites the other on import.",
    .fix = "Keep one of the two.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 2, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"},
  {"identifier": "do_1", "name": "Again", "mimeType": "text/html", "artifactUrl": "index.html"}
]}}
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .check = told_by_reader<ecar_content_repeated>,
};

}  // namespace haat::rules
