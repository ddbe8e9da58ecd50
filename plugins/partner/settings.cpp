#include "plugins/partner/settings.hpp"

#include <algorithm>

#include "plugins/partner/json.hpp"
#include "plugins/partner/url.hpp"
#include "sdk/provider/provider.hpp"

namespace partner {

using haat::provider::bad_settings;
using haat::provider::Failure;

namespace {

Failure wrong(const char* name, const std::string& what) {
  return bad_settings("the setting \"" + std::string(name) + "\" " + what);
}

std::string one_line(const Json& value, const char* name) {
  if (!value.is_string()) throw wrong(name, "is no string");
  auto line = value.get<std::string>();
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (std::any_of(line.begin(), line.end(), is_control))
    throw wrong(name, "has control characters");
  return line;
}

}  // namespace

struct Settings::Object {
  Json json;
};

Settings::Settings(std::string_view json)
    : object_(std::make_unique<Object>(Object{Json::parse(json, nullptr, false)})) {
  if (!object_->json.is_object()) throw bad_settings("the settings are no JSON object");
}

Settings::~Settings() = default;

bool Settings::has(const char* name) const {
  return object_->json.contains(name);
}

std::string Settings::text(const char* name) const {
  if (!has(name)) throw bad_settings("the settings lack \"" + std::string(name) + "\"");
  return one_line(object_->json.at(name), name);
}

std::string Settings::url(const char* name, const char* example) const {
  std::string url = text(name);
  const Address address = address_of(url);
  if (address.host.empty() || !address.query.empty() || url.find('?') != std::string::npos)
    throw wrong(name, std::string("is no address such as ") + example);
  while (url.back() == '/') url.pop_back();
  return url;
}

std::string Settings::text_or(const char* name, const std::string& otherwise) const {
  return has(name) ? text(name) : otherwise;
}

bool Settings::flag(const char* name) const {
  if (!has(name)) return false;
  const Json& value = object_->json.at(name);
  if (!value.is_boolean()) throw wrong(name, "is neither true nor false");
  return value.get<bool>();
}

long Settings::number_or(const char* name, long otherwise) const {
  if (!has(name)) return otherwise;
  const Json& value = object_->json.at(name);
  if (!value.is_number_integer()) throw wrong(name, "is no whole number");
  return value.get<long>();
}

std::vector<std::string> Settings::texts_or(const char* name,
                                            std::vector<std::string> otherwise) const {
  if (!has(name)) return otherwise;
  const Json& value = object_->json.at(name);
  if (!value.is_array()) throw wrong(name, "is no list of strings");
  std::vector<std::string> texts;
  for (const Json& one : value) texts.push_back(one_line(one, name));
  return texts;
}

}  // namespace partner
