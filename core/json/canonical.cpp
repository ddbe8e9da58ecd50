#include <algorithm>

#include "core/json/json.hpp"

namespace haat {
namespace {

constexpr std::int64_t most = (std::int64_t{1} << 53) - 1;  // beyond it doubles skip numbers

tl::unexpected<Error> refuse(const std::string& why) {
  return fail(Errc::invalid_argument, "json-not-canonical",
              "this JSON has no canonical form: " + why);
}

// Two spellings are in use for these: as they are, and escaped.
bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// Some sort names by bytes and some by UTF-16, which is the same for ASCII.
bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_exact(const Json& number) {
  if (number.is_number_unsigned())
    return number.get<std::uint64_t>() <= static_cast<std::uint64_t>(most);
  const auto value = number.get<std::int64_t>();
  return value >= -most && value <= most;
}

Result<void> judge(const Json& value) {
  if (value.is_number_float() || value.is_binary() || value.is_discarded())
    return refuse("it has a number that is not whole");
  if (value.is_number() && !is_exact(value)) return refuse("it has a number beyond 2^53");
  if (value.is_string() && has_control(value.get_ref<const std::string&>()))
    return refuse("it has a text with a control character");
  if (!value.is_structured()) return {};
  for (const auto& [name, child] : value.items()) {
    if (value.is_object() && (has_control(name) || !is_ascii(name)))
      return refuse("it has a member whose name is not plain ASCII");
    HAAT_TRY_VOID(judge(child));
  }
  return {};
}

}  // namespace

Result<std::string> canonical_json(const Json& value) {
  HAAT_TRY_VOID(judge(value));
  try {
    return value.dump();
  } catch (const Json::exception&) {
    return refuse("it has a text that is not UTF-8");
  }
}

}  // namespace haat
