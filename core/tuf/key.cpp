#include "core/tuf/key.hpp"

#include <algorithm>

#include "core/package/digest.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/hex.hpp"
#include "core/tuf/members.hpp"

namespace haat::tuf {
namespace {

std::string text_of(const PublicKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

}  // namespace

Json to_json(const PublicKey& key) {
  return {{"keytype", "ed25519"},
          {"scheme", "ed25519"},
          {"keyval", {{"public", haat::to_hex(text_of(key))}}}};
}

std::string key_id(const PublicKey& key) {
  return haat::to_hex(sha256(to_json(key).dump()));  // plain ASCII: the dump is canonical
}

Json to_json(const Keys& keys) {
  Json json = Json::object();
  for (const auto& [id, key] : keys) json[id] = to_json(key);
  return json;
}

Json to_json(const Role& role) {
  return {{"keyids", role.keyids}, {"threshold", role.threshold}};
}

Result<Keys> keys_of(const Json& json, const std::string& name) {
  Keys keys;
  for (const auto& [id, member] : json.items()) {
    const auto bytes = from_hex(member.at("keyval").at("public").get<std::string>());
    const auto key = bytes ? parse_public_key("haat-ed25519 " + to_base64(*bytes) + " " + id)
                           : Result<PublicKey>(invalid(name, "a key is not in lower case"));
    if (!key) return invalid(name, "the key " + id + " is not one that anybody can sign with");
    if (key_id(*key) != id)
      return invalid(name, "the key " + id + " has the KEYID " + key_id(*key));
    keys.emplace(id, *key);
  }
  return keys;
}

Result<Role> role_of(const Json& json, const Keys& keys, const std::string& name) {
  Role role{json.at("keyids").get<std::vector<std::string>>(),
            json.at("threshold").get<unsigned>()};
  for (auto id = role.keyids.begin(); id != role.keyids.end(); ++id) {
    if (!keys.contains(*id))
      return invalid(name, "a role names the key " + *id + ", which is not in it");
    if (std::find(role.keyids.begin(), id, *id) != id)
      return invalid(name, "a role names the key " + *id + " twice");
  }
  if (role.threshold > role.keyids.size())
    return invalid(name, "a role needs " + std::to_string(role.threshold) + " of " +
                             std::to_string(role.keyids.size()) + " keys");
  return role;
}

}  // namespace haat::tuf
