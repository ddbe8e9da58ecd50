#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/content/content_file.hpp"

// What scripts hand to the LMS, as far as it is written out: set("cmi.core.exit", "suspend").
namespace haat::rules {

struct SetValue {
  std::string_view element;  // "cmi.interactions.0.id"
  std::string_view value;    // between its quotes, as written
};

// Of a mention of the word "cmi"; none: it is not followed by a text. Whether the call is one that
// sets is not looked at: what only asks has no second text.
inline std::optional<SetValue> set_value(const Mention& mention) {
  if (mention.word != Word::cmi_ || mention.at == 0) return std::nullopt;
  const char quote = mention.before(1).front();
  if (quote != '"' && quote != '\'') return std::nullopt;
  auto rest = mention.text.substr(mention.at);
  const auto end = rest.find(quote);
  if (end == std::string_view::npos || end > 200) return std::nullopt;
  const auto element = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  const auto skip = [&] {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  };
  skip();
  if (!rest.starts_with(',')) return std::nullopt;
  rest.remove_prefix(1);
  skip();
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return std::nullopt;
  const auto close = rest.find(rest[0], 1);
  if (close == std::string_view::npos) return std::nullopt;
  const auto value = rest.substr(1, close - 1);
  // "a" + b is more than "a".
  rest.remove_prefix(close + 1);
  skip();
  if (!rest.starts_with(')') && !rest.starts_with(',')) return std::nullopt;
  return SetValue{element, value};
}

}  // namespace haat::rules
