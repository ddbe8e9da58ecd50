#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_child_unknown;
constinit const Rule ecar_child_unknown{
    .id = "ecar-child-unknown",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A collection of an ECAR has a child that is not in the archive.",
    .why = "The course has a gap: Sunbird shows a unit that cannot be opened.",
    .fix = "Export the archive with all its contents, or take the child out of the collection.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "children": [{"identifier": "do_2"}], "artifactUrl": "index.html"}
]}}
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .check = told_by_reader<ecar_child_unknown>,
};

}  // namespace haat::rules
