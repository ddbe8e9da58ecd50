#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_name_missing;
constinit const Rule ecar_name_missing{
    .id = "ecar-name-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A content of an ECAR has no name.",
    .why = "Sunbird refuses the import, or learners see an empty line in the table of contents.",
    .fix = "Give the content a name.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .check = told_by_reader<ecar_name_missing>,
};

}  // namespace haat::rules
