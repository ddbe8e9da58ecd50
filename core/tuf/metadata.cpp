#include "core/tuf/metadata.hpp"

#include <algorithm>

#include "core/signing/hex.hpp"
#include "core/tuf/members.hpp"

namespace haat::tuf {
namespace {

constexpr std::string_view spec_version = "1.0.33";

constexpr std::string_view envelope_schema = R"json({
  "type": "object",
  "required": ["signed", "signatures"],
  "properties": {
    "signed": {"type": "object"},
    "signatures": {
      "description": "a list of signatures",
      "type": "array",
      "maxItems": 64,
      "items": {
        "description": "an object with keyid and sig",
        "type": "object",
        "required": ["keyid", "sig"],
        "properties": {
          "keyid": {"description": "64 lower-case hexadecimal digits", "type": "string", "maxLength": 64,
                    "pattern": "^[0-9a-f]{64}$"},
          "sig": {"description": "128 lower-case hexadecimal digits", "type": "string", "maxLength": 128,
                  "pattern": "^([0-9a-f]{128})?$"}
        }
      }
    }
  }
})json";

constexpr std::string_view definitions = R"json({
  "spec_version": {"description": "a version 1 of the specification, such as 1.0.33", "type": "string",
                   "maxLength": 20, "pattern": "^1\\.[0-9]+(\\.[0-9]+)?$"},
  "version": {"description": "a whole number from 1", "type": "integer", "minimum": 1, "maximum": 4294967295},
  "expires": {"description": "a time such as 2027-01-01T00:00:00Z", "type": "string", "maxLength": 20,
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
  "keys": {
    "description": "an object of keys by their KEYIDs",
    "type": "object",
    "maxProperties": 64,
    "patternProperties": {
      "^[0-9a-f]{64}$": {
        "description": "an Ed25519 key, with its 32 bytes in hexadecimal digits",
        "type": "object",
        "required": ["keytype", "scheme", "keyval"],
        "additionalProperties": false,
        "properties": {
          "keytype": {"description": "ed25519", "enum": ["ed25519"]},
          "scheme": {"description": "ed25519", "enum": ["ed25519"]},
          "keyval": {
            "description": "an object with public",
            "type": "object",
            "required": ["public"],
            "additionalProperties": false,
            "properties": {
              "public": {"description": "64 lower-case hexadecimal digits", "type": "string",
                         "maxLength": 64, "pattern": "^[0-9a-f]{64}$"}
            }
          }
        }
      }
    },
    "additionalProperties": false
  },
  "role": {
    "description": "an object with keyids and threshold",
    "type": "object",
    "required": ["keyids", "threshold"],
    "properties": {
      "keyids": {
        "description": "a list of KEYIDs",
        "type": "array",
        "minItems": 1,
        "maxItems": 64,
        "items": {"description": "64 lower-case hexadecimal digits", "type": "string", "maxLength": 64,
                  "pattern": "^[0-9a-f]{64}$"}
      },
      "threshold": {"description": "a whole number from 1", "type": "integer", "minimum": 1, "maximum": 64}
    }
  }
})json";

std::string text_of(const Signature& signature) {
  return {reinterpret_cast<const char*>(signature.data()), signature.size()};
}

}  // namespace

tl::unexpected<Error> invalid(const std::string& name, const std::string& why) {
  return fail(Errc::corrupt, "tuf-metadata-invalid", name + " cannot be used: " + why);
}

Json signed_head(const char* type, std::uint64_t version, Time expires) {
  return {{"_type", type},
          {"spec_version", spec_version},
          {"version", version},
          {"expires", to_rfc3339(expires)}};
}

Result<Time> expires_of(const Json& json, const std::string& name) {
  auto time = parse_rfc3339(json.at("expires").get<std::string>());
  if (!time) return invalid(name, time.error().message);
  return time;
}

Result<Json> read_signed(const std::string& signed_part, std::string_view schema,
                         const std::string& name) {
  HAAT_TRY(Json json, parse_json(signed_part, name));
  Json whole = Json::parse(schema);
  whole["definitions"] = Json::parse(definitions);
  if (auto valid = validate_json(json, whole.dump(), name); !valid)
    return fail(Errc::corrupt, "tuf-metadata-invalid", valid.error().message);
  return json;
}

std::string to_json(const Metadata& metadata) {
  Json signatures = Json::array();
  for (const auto& [keyid, sig] : metadata.signatures)
    signatures.push_back({{"keyid", keyid}, {"sig", haat::to_hex(text_of(sig))}});
  // The signed part goes in as it is: it is what was signed.
  return "{\"signatures\":" + signatures.dump() + ",\"signed\":" + metadata.signed_part + "}\n";
}

Result<Metadata> parse_metadata(std::string_view text, const std::string& name,
                                const Limits& limits) {
  HAAT_TRY(const Json json, parse_json(text, name, limits));
  Json envelope{{"signed", Json::object()}};  // what is signed is judged by its role
  if (json.is_object() && json.contains("signed") && json["signed"].is_object()) {
    envelope["signatures"] = json.value("signatures", Json());
  } else {
    return invalid(name, "it has no member \"signed\"");
  }
  if (auto valid = validate_json(envelope, envelope_schema, name); !valid)
    return fail(Errc::corrupt, "tuf-metadata-invalid", valid.error().message);
  const auto canonical = canonical_json(json["signed"]);
  if (!canonical) return fail_within(name, canonical.error());
  Metadata metadata{*canonical};
  for (const Json& member : envelope["signatures"]) {
    const auto bytes = from_hex(member["sig"].get<std::string>());
    // Others leave an empty signature where one is still to come.
    if (!bytes || bytes->size() != sizeof(Signature)) continue;
    Metadata::By by{member["keyid"].get<std::string>()};
    std::copy(bytes->begin(), bytes->end(), by.sig.begin());
    metadata.signatures.push_back(std::move(by));
  }
  return metadata;
}

void sign(Metadata& metadata, const SecretKey& key) {
  const std::string id = key_id(key.public_key());
  std::erase_if(metadata.signatures, [&](const Metadata::By& by) { return by.keyid == id; });
  metadata.signatures.push_back({id, key.sign(metadata.signed_part)});
}

unsigned count_signers(const Metadata& metadata, const Role& role, const Keys& keys) {
  const auto has_signed = [&](const std::string& id) {
    const auto key = keys.find(id);
    return key != keys.end() &&
           std::any_of(metadata.signatures.begin(), metadata.signatures.end(),
                       [&](const Metadata::By& by) {
                         return by.keyid == id && verify(key->second, metadata.signed_part, by.sig);
                       });
  };
  return static_cast<unsigned>(std::count_if(role.keyids.begin(), role.keyids.end(), has_signed));
}

Result<void> verify(const Metadata& metadata, const Role& role, const Keys& keys,
                    const std::string& name) {
  const unsigned signers = count_signers(metadata, role, keys);
  if (signers >= role.threshold) return {};
  return fail(Errc::permission_denied, "tuf-not-signed",
              name + " is signed by " + std::to_string(signers) + " of the " +
                  std::to_string(role.threshold) + " keys that it needs");
}

bool is_expired(Time expires, Time now) {
  return now >= expires;
}

}  // namespace haat::tuf
