#include "core/signing/statement.hpp"

#include "core/json/json.hpp"
#include "core/signing/dsse.hpp"
#include "core/signing/inventory.hpp"

namespace haat {
namespace {

constexpr std::string_view statement_type = "https://in-toto.io/Statement/v1";
constexpr std::string_view payload_type = "application/vnd.in-toto+json";
constexpr std::string_view authored_type = "urn:haat:authored:1",
                           released_type = "urn:haat:released:1";

std::string text_of(const Json& json, const char* member) {
  return json.is_object() && json.contains(member) && json[member].is_string()
             ? json[member].get<std::string>()
             : std::string();
}

tl::unexpected<Error> statement_invalid(const std::string& why) {
  return fail(Errc::corrupt, "statement-invalid", "the signed statement cannot be used: " + why);
}
tl::unexpected<Error> envelope_invalid(const std::string& why) {
  return fail(Errc::corrupt, "envelope-invalid", "the signature file cannot be used: " + why);
}

}  // namespace

std::string to_json(const Statement& statement) {
  nlohmann::ordered_json predicate{{"course", statement.course},
                                   {"version", statement.version},
                                   {"time", to_rfc3339(statement.time)}};
  for (const auto& [name, value] : statement.details) predicate["details"][name] = value;
  const nlohmann::ordered_json json{
      {"_type", statement_type},
      {"subject",
       {{{"name", inventory_path}, {"digest", {{"sha256", to_hex(statement.package)}}}}}},
      {"predicateType",
       statement.kind == Statement::Kind::authored ? authored_type : released_type},
      {"predicate", std::move(predicate)}};
  return json.dump();
}

Result<Statement> parse_statement(std::string_view text, const Limits& limits) {
  const auto json = parse_json(text, "the statement", limits);
  if (!json) return statement_invalid(json.error().message);
  if (text_of(*json, "_type") != statement_type)
    return statement_invalid("it is not an in-toto statement of version 1");

  Statement statement;
  const auto kind = text_of(*json, "predicateType");
  if (kind != authored_type && kind != released_type)
    return statement_invalid("it says \"" + kind + "\", which this version does not know");
  statement.kind = kind == authored_type ? Statement::Kind::authored : Statement::Kind::released;

  const auto& subjects = json->value("subject", Json::array());
  const bool one = subjects.is_array() && subjects.size() == 1 &&
                   text_of(subjects[0], "name") == inventory_path && subjects[0].contains("digest");
  const auto digest = parse_sha256(one ? text_of(subjects[0]["digest"], "sha256") : "");
  if (!digest)
    return statement_invalid("its one subject must be haat/inventory.json with a SHA-256 digest");
  statement.package = *digest;

  const auto& predicate = json->value("predicate", Json::object());
  statement.course = text_of(predicate, "course");
  statement.version = text_of(predicate, "version");
  const auto time = parse_rfc3339(text_of(predicate, "time"));
  if (!time) return statement_invalid(time.error().message);
  statement.time = *time;
  if (predicate.contains("details")) {
    if (!predicate["details"].is_object()) return statement_invalid("its details are no object");
    for (const auto& [name, value] : predicate["details"].items()) {
      if (!value.is_string()) return statement_invalid("its detail \"" + name + "\" is no text");
      statement.details[name] = value;
    }
  }
  return statement;
}

std::string seal_statement(const Statement& statement, const SecretKey& key) {
  SignedPayload envelope{std::string(payload_type), to_json(statement), {}};
  add_signature(envelope, key);
  return to_json(envelope);
}

Result<Envelope> parse_envelope(std::string_view text, const Limits& limits) {
  HAAT_TRY(SignedPayload envelope, parse_signed_payload(text, limits));
  if (envelope.type != payload_type)
    return envelope_invalid("its payload is not an in-toto statement");
  if (envelope.signatures.size() != 1)
    return envelope_invalid("it must carry exactly one signature");
  auto& by = envelope.signatures.front();
  return Envelope{std::move(envelope.payload), std::move(by.key_id), by.signature};
}

bool verify(const Envelope& envelope, const PublicKey& key) {
  return verify(key, pre_authentication_encoding(payload_type, envelope.payload),
                envelope.signature);
}

}  // namespace haat
