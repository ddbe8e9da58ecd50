#pragma once

namespace moodle {

// What an operator may set; what it should be completes "it should be ...".
inline constexpr const char* settings_schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["url", "token"],
  "properties": {
    "url": {
      "title": "Address",
      "description": "an address such as https://moodle.example.org",
      "type": "string", "format": "uri", "maxLength": 2000, "pattern": "^https?://"
    },
    "token": {
      "title": "Token",
      "description": "the token of a web service user, which has letters and digits only",
      "type": "string", "writeOnly": true, "maxLength": 200, "pattern": "^[0-9A-Za-z]+$"
    },
    "category": {
      "title": "Category",
      "description": "the number of the category whose courses are told of; of all where there is none",
      "type": "integer", "minimum": 1, "maximum": 2147483647
    },
    "completions": {
      "title": "Completions",
      "description": "true where it shall tell which learner finished which course",
      "type": "boolean", "default": false
    }
  }
})json";

}  // namespace moodle
