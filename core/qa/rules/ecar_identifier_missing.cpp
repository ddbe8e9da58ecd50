#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_identifier_missing;
constinit const Rule ecar_identifier_missing{
    .id = "ecar-identifier-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A content of an ECAR has no identifier.",
    .why = "Sunbird cannot import it, and collections cannot contain it.",
    .fix = "Give it the identifier that it has in Sunbird.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 2, "items": [
  {"name": "Nobody", "mimeType": "text/html", "artifactUrl": "index.html"},
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
    .check = told_by_reader<ecar_identifier_missing>,
};

}  // namespace haat::rules
