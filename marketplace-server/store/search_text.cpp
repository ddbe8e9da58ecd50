#include "marketplace-server/store/search_text.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace haat::server {
namespace {

// Devanagari writes a nasal before a consonant of its own row as a half letter or as a dot; the
// nukta and the candrabindu are often left out.
constexpr const char* rules = R"(
:: NFD;
\u093C > ;
\u0901 > \u0902;
\u0919\u094D } [\u0915-\u0918] > \u0902;
\u091E\u094D } [\u091A-\u091D] > \u0902;
\u0923\u094D } [\u091F-\u0922] > \u0902;
\u0928\u094D } [\u0924-\u0927] > \u0902;
\u092E\u094D } [\u092A-\u092D] > \u0902;
:: NFC;
)";

std::unique_ptr<icu::Transliterator> make_folding() {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createFromRules(
      "Haat", icu::UnicodeString::fromUTF8(rules), UTRANS_FORWARD, where, status));
}

}  // namespace

std::string search_text(std::string_view text) {
  // One a thread: a transliterator has state while it works.
  thread_local const auto folding = make_folding();
  if (!folding) return std::string(text);
  icu::UnicodeString folded =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  folding->transliterate(folded);
  std::string utf8;
  return folded.toUTF8String(utf8);
}

}  // namespace haat::server
