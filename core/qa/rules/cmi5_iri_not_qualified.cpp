#include "core/qa/rules/cmi5.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  each_cmi5_element(subject, [&](const Element& element) {
    // An idref is right if it is the id of an objective, which is judged itself.
    for (const char* name : {"id", "activityType"}) {
      const auto* attribute = element.find("", name);
      if (attribute == nullptr) continue;
      const auto iri = collapse(attribute->value);
      if (const auto fault = iri_fault(iri); !fault.empty())
        report_in_manifest(subject, report, attribute->place,
                           "the " + attribute->name + " \"" + iri + "\" of this <" + element.name +
                               "> is no fully qualified IRI: " + fault);
    }
  });
}

}  // namespace

extern const Rule cmi5_iri_not_qualified;
constinit const Rule cmi5_iri_not_qualified{
    .id = "cmi5-iri-not-qualified",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "An id or type in the course structure is no fully qualified IRI.",
    .why = "An LMS has to refuse the course: an LRS takes no statement about such an id.",
    .fix = "Write an IRI with its scheme, such as \"https://example.org/courses/first-aid\".",
    .spec = "cmi5 3 (3.0.0.0-1), 13.1.1 to 13.1.4",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  <au id="https://example.org/course/start">
+  <au id="example.org/course/start">
)",
    .good = R"(
over cmi5
)",
    .check = check,
};

}  // namespace haat::rules
