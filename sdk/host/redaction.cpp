#include "sdk/host/redaction.hpp"

#include <algorithm>

#include "core/json/json.hpp"
#include "sdk/host/secret_members.hpp"

namespace haat {
namespace {

constexpr std::size_t shortest = 4;  // bytes; a shorter one would be found in any sentence

void add_texts(const Json& value, std::vector<std::string>& texts) {
  if (value.is_string() && value.get_ref<const std::string&>().size() >= shortest)
    texts.push_back(value.get<std::string>());
  if (!value.is_structured()) return;
  for (const Json& inner : value) add_texts(inner, texts);
}

}  // namespace

Redaction::Redaction(const std::string& settings, const std::string& schema) {
  const auto json = parse_json(settings, "the settings");
  if (!json || !json->is_object()) return;
  const SecretMembers members(schema);
  for (const std::string& name : members.marked())
    if (const auto found = json->find(name); found != json->end()) add_texts(*found, secrets_);
  // One that is part of another must not leave the rest of it.
  std::sort(secrets_.begin(), secrets_.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redaction::operator()(std::string text) const {
  for (const std::string& secret : secrets_)
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos;)
      text.replace(at, secret.size(), "[secret]"), at += sizeof "[secret]" - 1;
  return text;
}

}  // namespace haat
