#include "plugins/partner/language.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace partner {

namespace {

using icu::Locale;
using icu::UnicodeString;

// What ICU does not know: the bibliographic codes of ISO 639-2, and names of old.
constexpr std::pair<std::string_view, std::string_view> others[] = {
    {"alb", "sq"},     {"arm", "hy"},   {"baq", "eu"},   {"bur", "my"},     {"chi", "zh"},
    {"cze", "cs"},     {"dut", "nl"},   {"fre", "fr"},   {"geo", "ka"},     {"ger", "de"},
    {"gre", "el"},     {"ice", "is"},   {"mac", "mk"},   {"mao", "mi"},     {"may", "ms"},
    {"per", "fa"},     {"rum", "ro"},   {"slo", "sk"},   {"tib", "bo"},     {"wel", "cy"},
    {"bengali", "bn"}, {"farsi", "fa"}, {"oriya", "or"}, {"meitei", "mni"}, {"sanskrit", "sa"},
};

std::string folded(const UnicodeString& name) {
  std::string text;
  UnicodeString(name).trim().foldCase().toUTF8String(text);
  return text;
}

// Every language's name in English and in itself.
std::map<std::string, std::string> names() {
  std::map<std::string, std::string> all;
  for (const char* const* code = Locale::getISOLanguages(); *code != nullptr; ++code) {
    const Locale language(*code);
    UnicodeString english, own;
    all.try_emplace(folded(language.getDisplayLanguage(Locale::getEnglish(), english)), *code);
    all.try_emplace(folded(language.getDisplayLanguage(language, own)), *code);
  }
  for (const auto& [name, code] : others)
    all.insert_or_assign(std::string(name), std::string(code));
  return all;
}

bool is_known(const std::string& code) {
  for (const char* const* one = Locale::getISOLanguages(); *one != nullptr; ++one)
    if (code == *one) return true;
  return false;
}

}  // namespace

std::string language_tag(const std::string& said) {
  static const std::map<std::string, std::string> by_name = names();
  const std::string name = folded(UnicodeString::fromUTF8(said));
  if (name.empty() || name.size() > 100) return {};
  if (const auto found = by_name.find(name); found != by_name.end()) return found->second;
  std::string code = name;
  std::replace(code.begin(), code.end(), '_', '-');
  UErrorCode error = U_ZERO_ERROR;
  const Locale locale = Locale::forLanguageTag(code, error);
  if (U_FAILURE(error) || locale.isBogus() || !is_known(locale.getLanguage())) return {};
  auto tag = locale.toLanguageTag<std::string>(error);
  // What ICU could not read it leaves out; then nobody knows what was meant.
  return U_SUCCESS(error) && std::count(tag.begin(), tag.end(), '-') ==
                                 std::count(code.begin(), code.end(), '-')
             ? tag
             : "";
}

}  // namespace partner
