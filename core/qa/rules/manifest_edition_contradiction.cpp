#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule manifest_edition_contradiction;
constinit const Rule manifest_edition_contradiction{
    .id = "manifest-edition-contradiction",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary =
        "The manifest says one edition by its namespace and another by its schemaversion or ADL's "
        "terms.",
    .why =
        "Some platforms go by one and some by the other: the course looks for an API that is not "
        "there, or is marked as passed when it is opened.",
    .fix = "Write the schemaversion, and declare the namespace of adlcp, of the same edition.",
    .spec = "SCORM 1.2 CAM 2.3.2.1; SCORM 2004 CAM 3.4.1.1; IMS Common Cartridge: metadata",
    .bad = R"(
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
)",
    .good = "",
    .check = told_by_reader<manifest_edition_contradiction>,
};

}  // namespace haat::rules
