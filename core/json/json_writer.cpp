#include "core/json/json_writer.hpp"

#include <algorithm>

#include "core/json/json.hpp"

namespace haat {
namespace {

// Needs no escapes.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

}  // namespace

JsonWriter& JsonWriter::name(std::string_view name) {
  value(name);
  on_bytes_(": ");
  named_ = true;
  return *this;
}

void JsonWriter::value(std::string_view text) {
  if (!is_plain(text))
    return literal(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
  next();
  on_bytes_("\"");
  on_bytes_(text);
  on_bytes_("\"");
}

void JsonWriter::json(std::string_view json) {
  next();
  const std::string indentation(2 * depth_, ' ');
  while (true) {  // a text has no line breaks: they are written as escapes
    const auto line = std::min(json.find('\n'), json.size() - 1) + 1;
    on_bytes_(json.substr(0, line));
    json.remove_prefix(line);
    if (json.empty()) return;
    on_bytes_(indentation);
  }
}

void JsonWriter::begin(char bracket) {
  next();
  on_bytes_(std::string_view(&bracket, 1));
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) on_bytes_("\n" + std::string(2 * depth_, ' '));
  on_bytes_(std::string_view(&bracket, 1));
  first_ = false;
}

void JsonWriter::literal(std::string_view text) {
  next();
  on_bytes_(text);
}

void JsonWriter::next() {
  if (named_) {
    named_ = false;
    return;
  }
  if (depth_ > 0) on_bytes_((first_ ? "\n" : ",\n") + std::string(2 * depth_, ' '));
  first_ = false;
}

}  // namespace haat
