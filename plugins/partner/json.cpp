#include "plugins/partner/json.hpp"

#include <charconv>

#include "plugins/partner/web_service.hpp"

namespace partner {

using haat::provider::bad_data;

namespace {

std::string name_of(Path path) {
  std::string name;
  for (const char* member : path) name += (name.empty() ? "" : ".") + std::string(member);
  return name;
}

const Json& need(const Json& from, Path path) {
  const Json* const found = find(from, path);
  if (found == nullptr) throw bad_data("it has no " + name_of(path));
  return *found;
}

}  // namespace

Json parse_json(const std::string& body, const std::string& who) {
  if (is_html(body)) throw bad_data(who + " answered with a page of HTML where JSON is due");
  std::size_t values = 0;
  const auto bounded = [&](int depth, Json::parse_event_t event, Json&) {
    using Event = Json::parse_event_t;
    if (depth > max_json_depth)
      throw bad_data(who + " answered JSON that is nested deeper than " +
                     std::to_string(max_json_depth) + " levels");
    const bool is_value =
        event == Event::value || event == Event::object_start || event == Event::array_start;
    if (is_value && ++values > max_json_values)
      throw bad_data(who + " answered JSON of more than " + std::to_string(max_json_values) +
                     " values");
    return true;
  };
  try {
    return Json::parse(body, bounded);
  } catch (const Json::exception&) {
    throw bad_data(who + " answered what is no JSON");
  }
}

const Json* find(const Json& from, Path path) {
  const Json* at = &from;
  for (const char* member : path) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(member);
    if (found == at->end() || found->is_null()) return nullptr;
    at = &*found;
  }
  return at;
}

const Json& list(const Json& from, Path path) {
  const Json& found = need(from, path);
  if (!found.is_array()) throw bad_data("its " + name_of(path) + " is no list");
  return found;
}

std::string text(const Json& from, Path path) {
  const Json& found = need(from, path);
  if (!found.is_string()) throw bad_data("its " + name_of(path) + " is no string");
  return found.get<std::string>();
}

std::int64_t number(const Json& from, Path path) {
  const Json& found = need(from, path);
  if (!found.is_number_integer()) throw bad_data("its " + name_of(path) + " is no whole number");
  return found.get<std::int64_t>();
}

std::string text_if_any(const Json& from, Path path) {
  const Json* const found = find(from, path);
  return found != nullptr && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> number_if_any(const Json& from, Path path) {
  const Json* const found = find(from, path);
  if (found == nullptr) return {};
  if (found->is_number()) return found->get<double>();
  if (!found->is_string()) return {};
  const auto& digits = found->get_ref<const std::string&>();
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return value;
}

}  // namespace partner
