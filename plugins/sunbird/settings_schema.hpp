#pragma once

namespace sunbird {

// What an operator may set; what it should be completes "it should be ...".
inline constexpr const char* settings_schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["url"],
  "properties": {
    "url": {
      "title": "Address",
      "description": "an address such as https://sunbird.example.org",
      "type": "string", "format": "uri", "maxLength": 2000, "pattern": "^https?://"
    },
    "api_key": {
      "title": "Key",
      "description": "the key that the platform's gateway asks for",
      "type": "string", "writeOnly": true, "minLength": 1, "maxLength": 2000
    },
    "search": {
      "title": "Search",
      "description": "\"content\" or \"composite\", the search that the platform has",
      "enum": ["content", "composite"], "default": "content"
    },
    "primary_categories": {
      "title": "Primary categories",
      "description": "a list of 1 to 100 of the platform's categories, such as Course",
      "type": "array", "minItems": 1, "maxItems": 100, "default": ["Course"],
      "items": {"type": "string", "minLength": 1, "maxLength": 200}
    },
    "mediums": {
      "title": "Mediums",
      "description": "a list of 1 to 100 mediums of instruction, such as Hindi",
      "type": "array", "minItems": 1, "maxItems": 100,
      "items": {"type": "string", "minLength": 1, "maxLength": 200}
    },
    "channel": {
      "title": "Channel",
      "description": "the id of the channel whose courses are told of; of all where there is none",
      "type": "string", "minLength": 1, "maxLength": 200
    }
  }
})json";

}  // namespace sunbird
