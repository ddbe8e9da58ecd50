#include "core/signing/key_change.hpp"

#include "core/json/json.hpp"
#include "core/signing/dsse.hpp"

namespace haat {
namespace {

constexpr std::string_view payload_type = "application/vnd.haat.key-change+json";
constexpr std::string_view schema = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["act", "key", "time"],
  "properties": {
    "act": {"description": "rotate or revoke", "enum": ["rotate", "revoke"]},
    "key": {"description": "a public key", "type": "string", "maxLength": 400},
    "time": {"description": "a time", "type": "string"},
    "reason": {"description": "a text", "type": "string", "maxLength": 2000},
    "successor": {"description": "a public key", "type": "string", "maxLength": 400},
    "until": {"description": "a time", "type": "string"}
  }
})json";

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::corrupt, "key-change-invalid", "the key change cannot be used: " + why);
}

SignedPayload payload_of(const KeyChange& change) {
  nlohmann::ordered_json json{{"act", change.act == KeyChange::Act::rotate ? "rotate" : "revoke"},
                              {"key", change.key.line()},
                              {"time", to_rfc3339(change.time)}};
  if (!change.reason.empty()) json["reason"] = change.reason;
  if (change.successor) json["successor"] = change.successor->line();
  if (change.until) json["until"] = to_rfc3339(*change.until);
  return {std::string(payload_type), json.dump(), {}};
}

Result<KeyChange> parse(const std::string& payload, const Limits& limits) {
  HAAT_TRY(const Json json, parse_json(payload, "the key change", limits));
  HAAT_TRY_VOID(validate_json(json, schema, "the key change"));
  KeyChange change;
  change.act = json.at("act") == "rotate" ? KeyChange::Act::rotate : KeyChange::Act::revoke;
  HAAT_TRY(change.key, parse_public_key(json.at("key").get<std::string>()));
  HAAT_TRY(change.time, parse_rfc3339(json.at("time").get<std::string>()));
  change.reason = json.value("reason", "");
  if (json.contains("successor")) {
    HAAT_TRY(change.successor, parse_public_key(json.at("successor").get<std::string>()));
  }
  if (json.contains("until")) {
    HAAT_TRY(change.until, parse_rfc3339(json.at("until").get<std::string>()));
  }
  return change;
}

}  // namespace

std::string seal_rotation(const KeyChange& change, const SecretKey& key,
                          const SecretKey& successor) {
  SignedPayload envelope = payload_of(change);
  add_signature(envelope, key);
  add_signature(envelope, successor);
  return to_json(envelope);
}

std::string seal_revocation(const KeyChange& change, const SecretKey& key) {
  SignedPayload envelope = payload_of(change);
  add_signature(envelope, key);
  return to_json(envelope);
}

Result<KeyChange> open_key_change(std::string_view text, const Limits& limits) {
  HAAT_TRY(const SignedPayload envelope, parse_signed_payload(text, limits));
  if (envelope.type != payload_type) return invalid("it is another kind of document");
  auto change = parse(envelope.payload, limits);
  if (!change) return invalid(change.error().message);
  const bool rotates = change->act == KeyChange::Act::rotate;
  if (rotates != change->successor.has_value() || rotates != change->until.has_value())
    return invalid("a rotation names a successor and an end, and a revocation neither");
  if (rotates && change->successor->bytes == change->key.bytes)
    return invalid("a key cannot follow itself");
  const std::size_t needed = rotates ? 2 : 1;
  if (envelope.signatures.size() != needed || !is_signed_by(envelope, change->key) ||
      (rotates && !is_signed_by(envelope, *change->successor)))
    return fail(
        Errc::corrupt, "signature-wrong",
        "the key change is not signed by " + std::string(rotates ? "both of its keys" : "its key"));
  return change;
}

Result<std::optional<TrustedKey>> follow(const KeyChange& change, TrustedKey& key, Time now) {
  const std::string name = key.key.name + " (" + key.key.id() + ")";
  if (key.revoked)
    return fail(Errc::permission_denied, "key-revoked",
                name + " is revoked, so what it says counts for nothing");
  if (change.act == KeyChange::Act::revoke) {
    key.revoked = change.time;
    return std::optional<TrustedKey>();
  }
  Trust trust;
  trust.now = now;
  if (judge_time(key, change.time, trust) != Timeliness::fits)
    return fail(Errc::permission_denied, "key-out-of-time",
                name +
                    " is out of its time, so it can name no successor; ask its owner for the "
                    "new key");
  key.valid_until = key.valid_until ? std::min(*key.valid_until, *change.until) : *change.until;
  TrustedKey successor{.key = *change.successor};
  successor.key.name = key.key.name;
  return std::optional(std::move(successor));
}

}  // namespace haat
