#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/json/json.hpp"
#include "core/tuf/key.hpp"

// The members that several roles share, as JSON. Only ever included from this folder's .cpp files.
namespace haat::tuf {

// The members that every role begins with (4.2).
Json signed_head(const char* type, std::uint64_t version, Time expires);

Json to_json(const PublicKey& key);
Json to_json(const Keys& keys);
Json to_json(const Role& role);

Result<Time> expires_of(const Json& json, const std::string& name);

// `json` fits the definitions "keys" and "role" of read_signed().
Result<Keys> keys_of(const Json& json, const std::string& name);
Result<Role> role_of(const Json& json, const Keys& keys, const std::string& name);

// What is wrong with a document that is well-formed. ("tuf-metadata-invalid")
tl::unexpected<Error> invalid(const std::string& name, const std::string& why);

// The signed part of `name`, judged by a schema whose $ref may name #/definitions/key, role,
// version, expires and spec_version, which are added here.
Result<Json> read_signed(const std::string& signed_part, std::string_view schema,
                         const std::string& name);

}  // namespace haat::tuf
