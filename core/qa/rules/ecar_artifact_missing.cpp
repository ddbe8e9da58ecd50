#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule ecar_artifact_missing;
constinit const Rule ecar_artifact_missing{
    .id = "ecar-artifact-missing",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "A content of an ECAR has no artifactUrl.",
    .why = "The learner can choose the content, but nothing happens.",
    .fix = "Name the file of the content in artifactUrl.",
    .spec = "Sunbird content archive, manifest.json",
    .bad = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"]}
]}}
)",
    .good = R"(
-- imsmanifest.xml -- removed
-- manifest.json --
{"id": "ekstep.content.archive", "ver": "1.1", "archive": {"count": 1, "items": [
  {"identifier": "do_1", "name": "Course", "mimeType": "text/html", "language": ["English"], "artifactUrl": "index.html"}
]}}
)",
    .check = told_by_reader<ecar_artifact_missing>,
};

}  // namespace haat::rules
