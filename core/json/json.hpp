#pragma once

#include <nlohmann/json.hpp>  // only ever included from .cpp files: it costs two seconds a translation unit
#include <string>
#include <string_view>

#include "core/package/limits.hpp"
#include "core/result.hpp"

namespace haat {

using Json = nlohmann::json;  // objects keep their members sorted by name

// JSON of strangers: RFC 8259, valid UTF-8, no member twice, no deeper and no larger than the
// limits. `name` is the file or place, for the message. ("json-invalid", "json-too-large",
// "json-too-deep", "json-member-twice")
Result<Json> parse_json(std::string_view text, const std::string& name, const Limits& limits = {});

// Checks against a JSON Schema (draft 7). The error names the first offending member by JSON
// Pointer. ("json-schema")
Result<void> validate_json(const Json& value, std::string_view schema, const std::string& name);

// The one spelling of a value that TUF's clients sign over (OLPC's Canonical JSON: sorted members,
// no white space, whole numbers). What libraries spell differently is refused: control characters,
// names beyond ASCII, fractions, numbers beyond 2^53. ("json-not-canonical")
Result<std::string> canonical_json(const Json& value);

}  // namespace haat
