#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_entities;
constinit const Rule manifest_entities{
    .id = "manifest-entities",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest declares XML entities.",
    .why = "Entities can hide a bomb or read files of the server, so careful LMSs refuse them.",
    .fix = "Write the text itself instead of the entity, and drop the DOCTYPE.",
    .spec = "practice",
    .bad = R"(
-- imsmanifest.xml --
<!DOCTYPE manifest [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<manifest>&secret;</manifest>
)",
    .good = "",
    .check = told_by_reader<manifest_entities>,
};

}  // namespace haat::rules
