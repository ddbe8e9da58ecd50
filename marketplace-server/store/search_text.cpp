#include "marketplace-server/store/search_text.hpp"

#include <unicode/coll.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/ascii.hpp"
#include "core/signing/hex.hpp"

namespace haat::server {
namespace {

// Latin letters lose their accents. Devanagari writes a nasal before a consonant of its own row as
// a half letter or as a dot; the nukta and the candrabindu are often left out. Bengali's khanda ta
// and Malayalam's chillus were once written with a joiner, and keep their meaning where joiners go;
// the others only choose a shape. Tamil's shri has two spellings. Urdu is typed with Arabic and
// with Persian keyboards, and its vowel marks and stretching are left to the writer.
constexpr const char* rules = R"(
:: NFKD;
:: Lower;
[:Latin:] { [\u0300-\u036F] > ;
\u093C > ;
\u0901 > \u0902;
\u0919\u094D } [\u0915-\u0918] > \u0902;
\u091E\u094D } [\u091A-\u091D] > \u0902;
\u0923\u094D } [\u091F-\u0922] > \u0902;
\u0928\u094D } [\u0924-\u0927] > \u0902;
\u092E\u094D } [\u092A-\u092D] > \u0902;
\u09A4\u09CD\u200D > \u09CE;
\u0D23\u0D4D\u200D > \u0D7A;
\u0D28\u0D4D\u200D > \u0D7B;
\u0D30\u0D4D\u200D > \u0D7C;
\u0D32\u0D4D\u200D > \u0D7D;
\u0D33\u0D4D\u200D > \u0D7E;
\u0BB6\u0BCD\u0BB0\u0BC0 > \u0BB8\u0BCD\u0BB0\u0BC0;
[\u200C\u200D\u2060\uFEFF\u00AD] > ;
[\u0640\u064B-\u0652\u0656-\u065F\u0670] > ;
[\u0643] > \u06A9;
[\u064A\u0649] > \u06CC;
[\u0647] > \u06C1;
:: NFC;
)";

std::unique_ptr<icu::Transliterator> make_folding() {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createFromRules(
      "Haat", icu::UnicodeString::fromUTF8(rules), UTRANS_FORWARD, where, status));
}

std::unique_ptr<icu::Collator> make_collator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale::getRoot(), status));
  if (collator) collator->setStrength(icu::Collator::PRIMARY);
  return collator;
}

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void fold_digits(icu::UnicodeString& text) {
  for (int32_t at = 0; at < text.length();) {
    const UChar32 character = text.char32At(at);
    const int32_t length = U16_LENGTH(character);
    if (character >= 0x80 && u_charType(character) == U_DECIMAL_DIGIT_NUMBER) {
      text.replace(at, length, static_cast<UChar32>('0' + u_charDigitValue(character)));
      ++at;
    } else {
      at += length;
    }
  }
}

// As the tokenizer of the index is set up (migrations.cpp): letters, numbers, marks that stand on
// them, and what has no meaning yet.
bool is_word_character(UChar32 character) {
  constexpr std::uint32_t mask =
      U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
  return (U_GET_GC_MASK(character) & mask) != 0;
}

}  // namespace

std::string search_text(std::string_view text) {
  if (is_ascii(text)) return lower_case(text);
  // One a thread: a transliterator has state while it works.
  thread_local const auto folding = make_folding();
  if (!folding) return std::string(text);
  icu::UnicodeString folded = unicode(text);
  folding->transliterate(folded);
  fold_digits(folded);
  std::string utf8;
  return folded.toUTF8String(utf8);
}

std::vector<std::string> search_words(std::string_view folded) {
  const icu::UnicodeString text = unicode(folded);
  std::vector<std::string> words;
  int32_t begin = 0;
  for (int32_t at = 0; at <= text.length();) {
    const UChar32 character = at < text.length() ? text.char32At(at) : 0;
    if (at == text.length() || !is_word_character(character)) {
      if (at > begin) {
        std::string word;
        text.tempSubStringBetween(begin, at).toUTF8String(word);
        words.push_back(std::move(word));
      }
      begin = at + U16_LENGTH(character);
    }
    at += U16_LENGTH(character);
  }
  return words;
}

std::u32string code_points(std::string_view text) {
  const icu::UnicodeString characters = unicode(text);
  std::u32string points;
  for (int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1))
    points.push_back(static_cast<char32_t>(characters.char32At(at)));
  return points;
}

std::string title_key(std::string_view title) {
  constexpr int32_t longest = 48;
  thread_local const auto collator = make_collator();
  if (!collator) return to_hex(search_text(title).substr(0, longest));
  std::array<std::uint8_t, longest> key{};
  const int32_t needed = collator->getSortKey(unicode(title), key.data(), longest);
  const auto length =
      static_cast<std::size_t>(std::clamp(needed - 1, 0, longest));  // without its 0
  return to_hex(std::string_view(reinterpret_cast<const char*>(key.data()), length));
}

}  // namespace haat::server
