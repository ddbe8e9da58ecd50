#include "core/signing/dsse.hpp"

#include <algorithm>

#include "core/json/json.hpp"
#include "core/signing/base64.hpp"

namespace haat {
namespace {

constexpr std::size_t most_signatures = 64;

std::string text_of(const Json& json, const char* member) {
  return json.is_object() && json.contains(member) && json[member].is_string()
             ? json[member].get<std::string>()
             : std::string();
}

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::corrupt, "envelope-invalid", "the signature file cannot be used: " + why);
}

}  // namespace

std::string pre_authentication_encoding(std::string_view type, std::string_view payload) {
  const auto field = [](std::string_view text) {
    return std::to_string(text.size()) + " " + std::string(text);
  };
  return "DSSEv1 " + field(type) + " " + field(payload);
}

void add_signature(SignedPayload& envelope, const SecretKey& key) {
  envelope.signatures.push_back({key.public_key().id(), key.sign(pre_authentication_encoding(
                                                            envelope.type, envelope.payload))});
}

bool is_signed_by(const SignedPayload& envelope, const PublicKey& key) {
  const std::string signed_bytes = pre_authentication_encoding(envelope.type, envelope.payload);
  const std::string id = key.id();
  return std::any_of(envelope.signatures.begin(), envelope.signatures.end(),
                     [&](const SignedPayload::By& by) {
                       return by.key_id == id && verify(key, signed_bytes, by.signature);
                     });
}

std::string to_json(const SignedPayload& envelope) {
  auto signatures = nlohmann::ordered_json::array();
  for (const auto& by : envelope.signatures)
    signatures.push_back({{"keyid", by.key_id},
                          {"sig", to_base64({reinterpret_cast<const char*>(by.signature.data()),
                                             by.signature.size()})}});
  const nlohmann::ordered_json json{{"payloadType", envelope.type},
                                    {"payload", to_base64(envelope.payload)},
                                    {"signatures", std::move(signatures)}};
  return json.dump(1) + "\n";
}

Result<SignedPayload> parse_signed_payload(std::string_view text, const Limits& limits) {
  const auto json = parse_json(text, "the signature file", limits);
  if (!json) return fail(Errc::corrupt, "envelope-invalid", json.error().message);
  if (!json->is_object()) return invalid("it is no object");
  SignedPayload envelope{.type = text_of(*json, "payloadType"), .payload = {}, .signatures = {}};
  auto payload = from_base64(text_of(*json, "payload"));
  if (!payload) return invalid("its payload is not base64");
  envelope.payload = *std::move(payload);
  const auto& signatures = json->value("signatures", Json::array());
  if (!signatures.is_array() || signatures.empty() || signatures.size() > most_signatures)
    return invalid("it must carry 1 to " + std::to_string(most_signatures) + " signatures");
  for (const auto& one : signatures) {
    SignedPayload::By by{.key_id = text_of(one, "keyid")};
    const auto bytes = from_base64(text_of(one, "sig"));
    if (!bytes || bytes->size() != by.signature.size())
      return invalid("its signature is not 64 bytes in base64");
    std::copy(bytes->begin(), bytes->end(), by.signature.begin());
    envelope.signatures.push_back(std::move(by));
  }
  return envelope;
}

}  // namespace haat
