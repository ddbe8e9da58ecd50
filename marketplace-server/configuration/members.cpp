#include "marketplace-server/configuration/members.hpp"

#include <algorithm>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/wording.hpp"

namespace haat {
std::span<const EmbeddedFile> configuration_files();
}

namespace haat::server {
namespace {

std::string variable_of(const std::string& name, const Json& rule) {
  std::string variable = "HAAT_SERVER_" + name;
  for (char& c : variable)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return rule.value("x-variable", variable);
}

std::string option_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

// As an option says it.
std::string text_of(const Json& value) {
  if (value.is_array()) return joined(value.get<std::vector<std::string>>(), ",");
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "" : value.dump();
}

std::vector<Member> make_members() {
  std::vector<Member> made;
  const Json schema = Json::parse(configuration_schema());
  for (const auto& [name, rule] : schema.at("properties").items()) {
    const bool secret = rule.value("writeOnly", false);
    made.push_back({name, secret ? "" : option_of(name), variable_of(name, rule),
                    rule.at("title").get<std::string>(), rule.at("description").get<std::string>(),
                    text_of(rule.value("default", Json())), secret});
  }
  return made;
}

}  // namespace

std::string_view configuration_schema() {
  return configuration_files().front().bytes;
}

const std::vector<Member>& members() {
  static const std::vector<Member> made = make_members();
  return made;
}

const Member* find_member(std::string_view name) {
  const auto& all = members();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Member& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace haat::server
