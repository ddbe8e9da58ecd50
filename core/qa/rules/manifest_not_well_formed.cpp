#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_not_well_formed;
constinit const Rule manifest_not_well_formed{
    .id = "manifest-not-well-formed",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "The manifest is not well-formed XML.",
    .why = "No LMS can read it.",
    .fix =
        "Correct the XML at the line named; often it is a bare \"&\" (write \"&amp;\") or a tag "
        "that is not closed.",
    .spec = "XML 1.0, 2.1",
    .bad = R"(
-- imsmanifest.xml --
<manifest><title>Safety & health</title></manifest>
)",
    .good = "",
    .check = told_by_reader<manifest_not_well_formed>,
};

}  // namespace haat::rules
