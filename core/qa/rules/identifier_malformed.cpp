#include "core/qa/rules/reading.hpp"

namespace haat::rules {

extern const Rule identifier_malformed;
constinit const Rule identifier_malformed{
    .id = "identifier-malformed",
    .severity = Severity::error,
    .layer = Layer::schema,
    .summary = "An identifier in the manifest is no XML name.",
    .why = "LMSs that validate refuse the package; in others, references to it fail.",
    .fix =
        "Begin it with a letter or \"_\", and go on with letters, digits, \".\", \"-\" and \"_\" "
        "only.",
    .spec = "IMS CP 1.1.4, xs:ID; XML Schema 1.0 part 2, 3.3.8",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="1 start" identifierref="r"><title>Start</title></item>
)",
    .good = "",
    .check = told_by_reader<identifier_malformed>,
};

}  // namespace haat::rules
