#pragma once

#include <string_view>

namespace haat::server::schemas {

// What the JSON bodies must look like (JSON Schema, draft 7). The dispatcher checks them before an
// endpoint runs, and the OpenAPI document shows them.
inline constexpr std::string_view account = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name", "role"],
  "properties": {
    "name": {"description": "lower-case letters, digits, '.', '-' and '_', beginning with a letter or digit",
             "type": "string", "maxLength": 64, "pattern": "^[a-z0-9][a-z0-9._-]*$"},
    "role": {"description": "partner, curator or admin", "enum": ["partner", "curator", "admin"]},
    "namespace": {"description": "of a partner: lower-case labels with dots between them, such as org.example",
                  "type": ["string", "null"], "maxLength": 150,
                  "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"},
    "threshold": {"description": "of a partner: how many of their keys have to sign each package, from 1 (as if left out) to 16",
                  "type": "integer", "minimum": 1, "maximum": 16}
  }
})json";

inline constexpr std::string_view key = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["key"],
  "properties": {
    "key": {"description": "a public key: haat-ed25519, the key in base64, a name", "type": "string", "maxLength": 500}
  }
})json";

// A DSSE envelope; what is in it, core/signing/key_change judges.
inline constexpr std::string_view key_change = R"json({
  "type": "object",
  "required": ["payloadType", "payload", "signatures"],
  "properties": {
    "payloadType": {"description": "application/vnd.haat.key-change+json", "type": "string", "maxLength": 100},
    "payload": {"description": "what the key says of itself, in base64", "type": "string", "maxLength": 10000},
    "signatures": {"description": "by the key, and of a rotation by its successor", "type": "array", "maxItems": 2}
  }
})json";

inline constexpr std::string_view acceptance = R"json({
  "type": "object",
  "additionalProperties": false,
  "properties": {"comment": {"description": "a text", "type": "string", "maxLength": 10000}}
})json";

inline constexpr std::string_view rejection = R"json({
  "type": "object",
  "additionalProperties": false,
  "properties": {"reason": {"description": "what the partner should do better", "type": "string", "maxLength": 10000}}
})json";

inline constexpr std::string_view offer = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["course_id"],
  "properties": {
    "course_id": {"description": "the id that the course gets, such as org.example.first-aid", "type": "string", "maxLength": 200},
    "competencies": {
      "description": "a list of competencies, each with an id and perhaps a level",
      "type": "array",
      "maxItems": 1000,
      "items": {
        "description": "an object with an id and perhaps a level",
        "type": "object",
        "additionalProperties": false,
        "required": ["id"],
        "properties": {
          "id": {"description": "the id of a term, such as CID311", "type": "string", "maxLength": 100},
          "level": {"description": "a whole number from 1 (beginner) to 5 (expert)", "type": "integer", "minimum": 1, "maximum": 5}
        }
      }
    },
    "title": {"description": "a text for each language", "type": "object", "additionalProperties": {"type": "string"}},
    "description": {"description": "a text for each language", "type": "object", "additionalProperties": {"type": "string"}},
    "version": {"description": "a semantic version such as 1.0.0", "type": "string", "maxLength": 100},
    "duration": {"description": "an ISO 8601 duration such as PT20M", "type": "string", "maxLength": 100},
    "licence": {"description": "an SPDX licence expression such as CC-BY-4.0", "type": "string", "maxLength": 200}
  }
})json";

inline constexpr std::string_view certificate = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["certificate"],
  "properties": {
    "certificate": {"description": "what was presented: a certificate's id, or its text", "type": "string", "minLength": 1,
                    "maxLength": 65536}
  }
})json";

}  // namespace haat::server::schemas
