#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_manifest_invalid;
constinit const Rule ecar_manifest_invalid{
    .id = "ecar-manifest-invalid",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "The manifest.json of an ECAR cannot be read.",
    .why = "The platform cannot import the course.",
    .fix = "Export the archive again.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "contents": [
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
    .check = told_by_reader<ecar_manifest_invalid>,
};

}  // namespace haat::rules
