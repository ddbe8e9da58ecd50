#pragma once

namespace open_edx {

// What an operator may set; what it should be completes "it should be ...". Which settings need or
// exclude each other is said by open(), in better words than a schema's.
inline constexpr const char* settings_schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["url"],
  "properties": {
    "url": {
      "title": "Address of the LMS",
      "description": "an address such as https://lms.example.org",
      "type": "string", "format": "uri", "maxLength": 2000, "pattern": "^https?://"
    },
    "client_id": {
      "title": "Client id",
      "description": "the id of an OAuth2 application of the LMS, for client credentials",
      "type": "string", "minLength": 1, "maxLength": 2000
    },
    "client_secret": {
      "title": "Client secret",
      "description": "the secret of that application",
      "type": "string", "writeOnly": true, "minLength": 1, "maxLength": 2000
    },
    "discovery": {
      "title": "Address of the discovery service",
      "description": "an address such as https://discovery.example.org",
      "type": "string", "format": "uri", "maxLength": 2000, "pattern": "^https?://"
    },
    "organization": {
      "title": "Organization",
      "description": "the short name of the organization whose courses the LMS lists; of all where there is none",
      "type": "string", "minLength": 1, "maxLength": 200
    }
  }
})json";

}  // namespace open_edx
