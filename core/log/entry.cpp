#include "core/log/entry.hpp"

#include "core/json/json.hpp"

namespace haat {
namespace {

constexpr std::string_view schema = R"json({
  "type": "object",
  "required": ["at", "by", "act", "subject"],
  "properties": {
    "at": {"description": "a time", "type": "string"},
    "by": {"description": "a name", "type": "string"},
    "act": {"description": "a text", "type": "string"},
    "subject": {"description": "a text", "type": "string"},
    "details": {"description": "an object of texts", "type": "object", "additionalProperties": {"description": "a text", "type": "string"}}
  }
})json";

}  // namespace

Result<LogEntry> parse_log_entry(std::string_view text) {
  const auto json = parse_json(text, "the log's entry");
  const auto valid = json ? validate_json(*json, schema, "the log's entry") : Result<void>();
  if (!json || !valid)
    return fail(Errc::corrupt, "log-entry-invalid",
                json ? valid.error().message : json.error().message);
  LogEntry entry;
  for (const auto& [member, to] : {std::pair{"at", &entry.at},
                                   {"by", &entry.by},
                                   {"act", &entry.act},
                                   {"subject", &entry.subject}})
    *to = json->at(member).get<std::string>();
  entry.details = json->value("details", entry.details);
  return entry;
}

}  // namespace haat
