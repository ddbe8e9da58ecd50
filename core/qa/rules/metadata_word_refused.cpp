#include "core/qa/rules/lom_words.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!has_strict_words(subject)) return;
  each_lom_word(subject, [&](const LomWord& word) {
    if (const auto source = collapse(word.source.text); source != "LOMv1.0")
      report_in_manifest(subject, report, word.source.place,
                         "the schema of LOM in the package takes words for <" + word.owner.name +
                             "> from \"LOMv1.0\" alone, not from \"" + source + "\"");
    else if (!word.known())
      report_in_manifest(subject, report, word.value.place,
                         "the schema of LOM in the package has no \"" + collapse(word.value.text) +
                             "\" for <" + word.owner.name + ">");
  });
}

}  // namespace

extern const Rule metadata_word_refused;
constinit const Rule metadata_word_refused{
    .id = "metadata-word-refused",
    .severity = Severity::warning,
    .layer = Layer::schema,
    .summary = "The metadata has a word that the package's own schema of LOM refuses.",
    .why = "An LMS that validates by the schemas in the package refuses the course.",
    .fix =
        "Write one of the words of LOM, or bring vocab/loose.xsd along instead of "
        "vocab/strict.xsd.",
    .spec = "SCORM 2004 4th CAM 4.2; IEEE 1484.12.3, strict vocabulary",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>OursV1</source><value>nearly</value></status></lifeCycle></lom></metadata>
-- vocab/strict.xsd --
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ltsc.ieee.org/xsd/LOM/vocab"/>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>OursV1</source><value>nearly</value></status></lifeCycle></lom></metadata>
-- vocab/strict.xsd --
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ltsc.ieee.org/xsd/LOM/vocab"/>
-- vocab/loose.xsd --
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://ltsc.ieee.org/xsd/LOM/vocab"/>
)",
    .check = check,
};

}  // namespace haat::rules
