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
    "role": {"description": "partner, reviewer, curator, auditor or admin", "enum": ["partner", "reviewer", "curator", "auditor", "admin"]},
    "namespace": {"description": "of a partner: lower-case labels with dots between them, such as org.example",
                  "type": ["string", "null"], "maxLength": 150,
                  "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"},
    "threshold": {"description": "of a partner: how many of their keys have to sign each package, from 1 (as if left out) to 16",
                  "type": "integer", "minimum": 1, "maximum": 16},
    "despite": {"description": "why a name that is reserved, or looks like another's, is right nevertheless", "type": "string", "maxLength": 1000}
  }
})json";

inline constexpr std::string_view registration = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name", "namespace", "about", "contact"],
  "properties": {
    "name": {"description": "lower-case letters, digits, '.', '-' and '_', beginning with a letter or digit",
             "type": "string", "maxLength": 64, "pattern": "^[a-z0-9][a-z0-9._-]*$"},
    "namespace": {"description": "lower-case labels with dots between them, such as org.example",
                  "type": "string", "maxLength": 150,
                  "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"},
    "about": {"description": "who you are and what you bring", "type": "string", "minLength": 1, "maxLength": 2000},
    "contact": {"description": "how to reach you", "type": "string", "minLength": 1, "maxLength": 200}
  }
})json";

inline constexpr std::string_view approval = R"json({
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "despite": {"description": "why a name that is reserved, or looks like another's, is right nevertheless", "type": "string", "maxLength": 1000}
  }
})json";

inline constexpr std::string_view rejection = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["reason"],
  "properties": {
    "reason": {"description": "why, for those whom it concerns", "type": "string", "minLength": 1, "maxLength": 2000, "pattern": "[^ \\t\\r\\n]"}
  }
})json";

inline constexpr std::string_view transfer = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["to"],
  "properties": {
    "to": {"description": "the partner whose the course shall be", "type": "string", "maxLength": 64},
    "reason": {"description": "why; an admin has to say so", "type": "string", "maxLength": 2000}
  }
})json";

inline constexpr std::string_view submission = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["upload"],
  "properties": {
    "upload": {"description": "the id of an upload that is complete", "type": "string", "maxLength": 64},
    "digest": {"description": "what the SHA-256 of its bytes has to be, as 64 lower-case hexadecimal digits", "type": "string", "pattern": "^[0-9a-f]{64}$"}
  }
})json";

inline constexpr std::string_view claim = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["secret"],
  "properties": {
    "secret": {"description": "what came with the registration", "type": "string", "maxLength": 100}
  }
})json";

inline constexpr std::string_view session = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name", "password"],
  "properties": {
    "name": {"description": "an account", "type": "string", "maxLength": 64},
    "password": {"description": "its password", "type": "string", "maxLength": 128}
  }
})json";

inline constexpr std::string_view oidc_sign_in = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["redirect_uri"],
  "properties": {
    "redirect_uri": {"description": "where the browser comes back to: http://127.0.0.1:PORT/signed-in, or the marketplace's own /signed-in", "type": "string", "maxLength": 500}
  }
})json";

inline constexpr std::string_view oidc_session = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["state", "code", "secret"],
  "properties": {
    "state": {"description": "as the browser brought it back", "type": "string", "maxLength": 100},
    "code": {"description": "as the browser brought it back", "type": "string", "minLength": 1, "maxLength": 4000},
    "secret": {"description": "what came when the sign-in was begun", "type": "string", "maxLength": 100},
    "iss": {"description": "as the browser brought it back, if it did", "type": "string", "maxLength": 500},
    "invitation": {"description": "an invitation to an account, which this identity is linked with", "type": "string", "maxLength": 100},
    "registration": {
      "description": "what somebody without an account asks for",
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "namespace", "about", "contact"],
      "properties": {
        "name": {"description": "lower-case letters, digits, '.', '-' and '_', beginning with a letter or digit",
                 "type": "string", "maxLength": 64, "pattern": "^[a-z0-9][a-z0-9._-]*$"},
        "namespace": {"description": "lower-case labels with dots between them, such as org.example",
                      "type": "string", "maxLength": 150,
                      "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"},
        "about": {"description": "who you are and what you bring", "type": "string", "minLength": 1, "maxLength": 2000},
        "contact": {"description": "how to reach you", "type": "string", "minLength": 1, "maxLength": 200}
      }
    }
  }
})json";

inline constexpr std::string_view identity = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["subject"],
  "properties": {
    "subject": {"description": "who it is at the OpenID provider: the \"sub\" of its tokens", "type": "string", "minLength": 1, "maxLength": 255}
  }
})json";

inline constexpr std::string_view password_reset = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name", "code", "password"],
  "properties": {
    "name": {"description": "an account", "type": "string", "maxLength": 64},
    "code": {"description": "what an admin gave its owner", "type": "string", "maxLength": 100},
    "password": {"description": "the new one, of at least 12 characters", "type": "string", "minLength": 12, "maxLength": 128}
  }
})json";

inline constexpr std::string_view password = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["password"],
  "properties": {
    "password": {"description": "the new one, of at least 12 characters", "type": "string", "minLength": 12, "maxLength": 128},
    "current": {"description": "the one so far, if there is one", "type": "string", "maxLength": 128}
  }
})json";

inline constexpr std::string_view member = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name", "role"],
  "properties": {
    "name": {"description": "lower-case letters, digits, '.', '-' and '_', beginning with a letter or digit",
             "type": "string", "maxLength": 64, "pattern": "^[a-z0-9][a-z0-9._-]*$"},
    "role": {"description": "author or partner", "enum": ["author", "partner"]},
    "despite": {"description": "why a name that is reserved, or looks like another's, is right nevertheless; for admins", "type": "string", "maxLength": 1000}
  }
})json";

inline constexpr std::string_view token = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["name"],
  "properties": {
    "name": {"description": "what you call it, such as where it is used", "type": "string", "minLength": 1, "maxLength": 100},
    "scopes": {
      "description": "a list of what it is good for, such as read and submissions:write",
      "type": "array", "minItems": 1, "maxItems": 50,
      "items": {"description": "a scope", "type": "string", "maxLength": 50}
    },
    "days": {"description": "after how many days it expires, from 1 to 366; 90, if left out", "type": "integer", "minimum": 1, "maximum": 366}
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

// Of every act with a submission; which members count is the act's business.
inline constexpr std::string_view act = R"json({
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "reason": {"description": "why, for those whom it concerns", "type": "string", "maxLength": 10000},
    "at": {"description": "when it shall happen, in UTC, as in 2027-01-31T06:00:00Z", "type": "string", "maxLength": 30},
    "curator": {"description": "the account that is to judge it", "type": "string", "maxLength": 64},
    "revision": {"description": "the revision of the submission that you have seen, so that nothing is done with a later one", "type": "integer", "minimum": 1}
  }
})json";

inline constexpr std::string_view bulk_act = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["act", "submissions"],
  "properties": {
    "act": {"description": "what to do with each, as in the submissions' own paths: accept, request-changes, ...", "type": "string", "maxLength": 50},
    "submissions": {
      "description": "a list of submissions, each with an id and perhaps a revision",
      "type": "array", "minItems": 1, "maxItems": 200,
      "items": {
        "description": "an object with id and perhaps revision",
        "type": "object", "additionalProperties": false, "required": ["id"],
        "properties": {
          "id": {"description": "the submission", "type": "string", "maxLength": 64},
          "revision": {"description": "the revision that you have seen", "type": "integer", "minimum": 1}
        }
      }
    },
    "reason": {"description": "why, for those whom it concerns", "type": "string", "maxLength": 10000},
    "at": {"description": "when it shall happen, in UTC, as in 2027-01-31T06:00:00Z", "type": "string", "maxLength": 30},
    "curator": {"description": "the account that is to judge them", "type": "string", "maxLength": 64}
  }
})json";

inline constexpr std::string_view comment = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["text"],
  "properties": {
    "text": {"description": "a text", "type": "string", "minLength": 1, "maxLength": 10000},
    "reply_to": {"description": "the number of another comment on the same submission", "type": "integer", "minimum": 1},
    "rule": {"description": "of the finding that it is about", "type": "string", "maxLength": 100},
    "path": {"description": "of that finding", "type": "string", "maxLength": 2000}
  }
})json";

// The answers; core/qa/rubric/assessment judges them.
inline constexpr std::string_view assessment = R"json({
  "type": "object",
  "required": ["rubric", "answers"],
  "properties": {
    "rubric": {"description": "the rubric that is answered, such as haat-quality/1", "type": "string"},
    "answers": {"description": "for each item yes, no, not_applicable, or an object with answer and note", "type": "object"}
  }
})json";

inline constexpr std::string_view scan = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["reason"],
  "properties": {
    "digests": {"description": "a list of SHA-256 digests of files, in hex", "type": "array", "maxItems": 10000, "uniqueItems": true,
                "items": {"description": "64 lower-case hex digits", "type": "string", "pattern": "^[0-9a-f]{64}$"}},
    "words": {"description": "a list of texts that stand in a file as they are", "type": "array", "maxItems": 20,
              "items": {"description": "a text of 4 to 200 bytes", "type": "string", "minLength": 4, "maxLength": 200}},
    "rules": {"description": "a list of rules whose findings count", "type": "array", "maxItems": 300,
              "items": {"description": "the id of a rule", "type": "string", "maxLength": 100}},
    "clamd": {"description": "true: look with the malware scanner", "type": "boolean"},
    "act": {"description": "what to do with what is found: flag or take-down; without it, it is told only", "enum": ["flag", "take-down"]},
    "reason": {"description": "why", "type": "string", "minLength": 1, "maxLength": 5000}
  }
})json";

inline constexpr std::string_view webhook = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["url"],
  "properties": {
    "url": {"description": "where to send events, an https URL", "type": "string", "maxLength": 2000},
    "events": {"description": "the beginnings of those that are wanted, such as submission.; none: all",
               "type": "array", "maxItems": 50, "items": {"description": "a text", "type": "string", "minLength": 1, "maxLength": 100}}
  }
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

inline constexpr std::string_view provider_settings = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["settings"],
  "properties": {
    "settings": {"description": "an object as the provider's schema says, without the secrets that stay as they are", "type": "object"}
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
