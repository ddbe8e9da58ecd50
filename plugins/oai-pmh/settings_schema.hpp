#pragma once

namespace oai_pmh {

// What an operator may set; what it should be completes "it should be ...".
inline constexpr const char* settings_schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["url"],
  "properties": {
    "url": {
      "title": "Base URL",
      "description": "an address such as https://repository.example.org/oai",
      "type": "string", "format": "uri", "maxLength": 2000, "pattern": "^https?://"
    },
    "metadata_prefix": {
      "title": "Format of the metadata",
      "description": "the repository's prefix for Dublin Core or a LOM, such as oai_lom",
      "type": "string", "default": "oai_dc", "minLength": 1, "maxLength": 200
    },
    "set": {
      "title": "Set",
      "description": "the setSpec of the set that is harvested; all are where there is none",
      "type": "string", "minLength": 1, "maxLength": 200
    },
    "from": {
      "title": "From",
      "description": "a day such as 2024-01-31 or a time such as 2024-01-31T12:00:00Z",
      "type": "string", "maxLength": 20,
      "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$"
    }
  }
})json";

}  // namespace oai_pmh
