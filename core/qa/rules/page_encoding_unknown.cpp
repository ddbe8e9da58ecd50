#include "core/package/entry_name.hpp"
#include "core/qa/rules/page_reading.hpp"
#include "core/text_encoding.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (file.page() == nullptr || is_marked_utf16(file.bytes()) || is_utf8(file.bytes())) return;
  bool said = false;
  each_page_element(file, [&](const Element& element) {
    if (element.name == "meta")
      said = said || has_attribute(element, "charset") ||
             lower_case(attribute_of(element, "content")).find("charset=") != std::string::npos;
  });
  if (!said) report(file.path(), 0, "it is no UTF-8, and no <meta charset> says what it is");
}

}  // namespace

extern const Rule page_encoding_unknown;
constinit const Rule page_encoding_unknown{
    .id = "page-encoding-unknown",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A page is in another encoding than UTF-8, and does not say in which.",
    .why = "Browsers guess, and learners see wrong characters.",
    .fix = "Save it as UTF-8, and write <meta charset=\"utf-8\"> as the first thing in its <head>.",
    .spec = "HTML Living Standard, 4.2.5.4",
    .bad = "",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
