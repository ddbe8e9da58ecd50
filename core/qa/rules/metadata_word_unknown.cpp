#include <array>
#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// The words of LOM, which say LOMv1.0 as their source; "role" has others in metaMetadata.
struct Vocabulary {
  std::string_view element, words;  // between bars
};
constexpr std::array vocabularies{
    Vocabulary{"structure", "|atomic|collection|networked|hierarchical|linear|"},
    Vocabulary{"aggregationLevel", "|1|2|3|4|"},
    Vocabulary{"status", "|draft|final|revised|unavailable|"},
    Vocabulary{"role",
               "|author|publisher|unknown|initiator|terminator|validator|editor|graphical "
               "designer|technical implementer|content provider|technical validator|educational "
               "validator|script writer|instructional designer|subject matter expert|creator|"},
    Vocabulary{"interactivityType", "|active|expositive|mixed|"},
    Vocabulary{
        "learningResourceType",
        "|exercise|simulation|questionnaire|diagram|figure|graph|index|slide|table|narrative "
        "text|exam|experiment|problem statement|self assessment|lecture|"},
    Vocabulary{"interactivityLevel", "|very low|low|medium|high|very high|"},
    Vocabulary{"semanticDensity", "|very low|low|medium|high|very high|"},
    Vocabulary{"intendedEndUserRole", "|teacher|author|learner|manager|"},
    Vocabulary{"context", "|school|higher education|training|other|"},
    Vocabulary{"difficulty", "|very easy|easy|medium|difficult|very difficult|"},
    Vocabulary{"cost", "|yes|no|"},
    Vocabulary{"copyrightAndOtherRestrictions", "|yes|no|"},
    Vocabulary{"kind",
               "|ispartof|haspart|isversionof|hasversion|isformatof|hasformat|references|"
               "isreferencedby|isbasedon|isbasisfor|requires|isrequiredby|"},
    Vocabulary{"purpose",
               "|discipline|idea|prerequisite|educational objective|accessibility "
               "restrictions|educational level|skill level|security level|competency|"}};

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* source = element.name_space == xmlns::lom ? element.child("source") : nullptr;
    const auto* value = source == nullptr ? nullptr : element.child("value");
    if (value == nullptr || collapse(source->text) != "LOMv1.0") return;
    const auto word = collapse(value->text);
    for (const auto& [name, words] : vocabularies)
      if (element.name == name && words.find("|" + word + "|") == std::string_view::npos)
        report_in_manifest(subject, report, value->place,
                           "LOM has no \"" + word + "\" for <" + element.name + ">");
  });
}

}  // namespace

extern const Rule metadata_word_unknown;
constinit const Rule metadata_word_unknown{
    .id = "metadata-word-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The metadata has a word that is none of the vocabulary that it names.",
    .why = "Catalogues that search by it do not find the course.",
    .fix = "Write one of the words of LOM, or name another vocabulary as the source.",
    .spec = "IEEE 1484.12.1, 4; SCORM 2004 4th CAM 4.2",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>LOMv1.0</source><value>nearly</value></status></lifeCycle></lom></metadata>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>LOMv1.0</source><value>final</value></status></lifeCycle></lom></metadata>
)",
    .check = check,
};

}  // namespace haat::rules
