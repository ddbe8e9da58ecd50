#include "core/tuf/targets.hpp"

#include <algorithm>
#include <charconv>

#include "core/signing/hex.hpp"
#include "core/tuf/members.hpp"

namespace haat::tuf {
namespace {

constexpr unsigned word = 32;  // bits of the hash that TAP 15 looks at

constexpr std::string_view schema = R"json({
  "type": "object",
  "required": ["_type", "spec_version", "version", "expires", "targets", "delegations"],
  "properties": {
    "_type": {"description": "targets", "enum": ["targets"]},
    "spec_version": {"$ref": "#/definitions/spec_version"},
    "version": {"$ref": "#/definitions/version"},
    "expires": {"$ref": "#/definitions/expires"},
    "targets": {"description": "an object without members, since the bins list what there is",
                "type": "object", "maxProperties": 0},
    "delegations": {
      "description": "an object with keys and succinct_roles",
      "type": "object",
      "required": ["keys", "succinct_roles"],
      "additionalProperties": false,
      "properties": {
        "keys": {"$ref": "#/definitions/keys"},
        "succinct_roles": {
          "description": "an object with keyids, threshold, bit_length and name_prefix",
          "type": "object",
          "required": ["keyids", "threshold", "bit_length", "name_prefix"],
          "properties": {
            "keyids": {"$ref": "#/definitions/role/properties/keyids"},
            "threshold": {"$ref": "#/definitions/role/properties/threshold"},
            "bit_length": {"description": "a whole number from 1 to 14", "type": "integer",
                           "minimum": 1, "maximum": 14},
            "name_prefix": {"description": "up to 32 lower-case letters", "type": "string",
                            "maxLength": 32, "pattern": "^[a-z]+$"}
          }
        }
      }
    }
  }
})json";

std::string hex_number(std::uint64_t number, std::size_t digits) {
  std::string text(16, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, 16).ptr;
  text.resize(static_cast<std::size_t>(end - text.data()));
  return std::string(digits > text.size() ? digits - text.size() : 0, '0') + text;
}

Json to_json(const Target& target) {
  Json json{{"length", target.length}, {"hashes", {{"sha256", haat::to_hex(target.sha256)}}}};
  if (!target.custom.empty()) json["custom"] = target.custom;
  return json;
}

Json to_json(const SuccinctRoles& roles) {
  Json succinct = tuf::to_json(roles.role);
  succinct["bit_length"] = roles.bit_length;
  succinct["name_prefix"] = roles.name_prefix;
  return {{"keys", tuf::to_json(roles.keys)}, {"succinct_roles", std::move(succinct)}};
}

}  // namespace

std::string SuccinctRoles::name(std::uint64_t bin) const {
  return name_prefix + "-" + hex_number(bin, hex_number(count() - 1, 1).size());
}

std::uint64_t SuccinctRoles::bin_of(std::string_view path) const {
  const Sha256 hash = sha256(path);
  std::uint64_t leftmost = 0;
  for (std::size_t i = 0; i < word / 8; ++i) leftmost = leftmost << 8 | hash[i];
  return leftmost >> (word - bit_length);
}

std::string SuccinctRoles::first_hash(std::uint64_t bin) const {
  return hex_number(bin << (word - bit_length), word / 4);
}

Result<Metadata> metadata_of(const Targets& targets) {
  Json json = signed_head("targets", targets.version, targets.expires);
  json["targets"] = Json::object();
  for (const auto& [path, target] : targets.targets) json["targets"][path] = to_json(target);
  if (targets.delegations) json["delegations"] = to_json(*targets.delegations);
  HAAT_TRY(std::string text, canonical_json(json));
  return Metadata{std::move(text)};
}

Result<Targets> parse_delegating_targets(const Metadata& metadata, const std::string& name) {
  HAAT_TRY(const Json json, read_signed(metadata.signed_part, schema, name));
  Targets targets;
  targets.version = json["version"].get<std::uint64_t>();
  HAAT_TRY(targets.expires, expires_of(json, name));
  const Json& succinct = json["delegations"]["succinct_roles"];
  SuccinctRoles roles;
  HAAT_TRY(roles.keys, keys_of(json["delegations"]["keys"], name));
  HAAT_TRY(roles.role, role_of(succinct, roles.keys, name));
  roles.bit_length = succinct["bit_length"].get<unsigned>();
  roles.name_prefix = succinct["name_prefix"].get<std::string>();
  targets.delegations = std::move(roles);
  return targets;
}

}  // namespace haat::tuf
