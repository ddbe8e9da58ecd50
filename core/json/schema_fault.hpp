#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json/json.hpp"

namespace haat {

// What is wrong with a value, by a JSON Schema (draft 7).
struct SchemaFault {
  std::string place;   // of the first offending member, as a JSON Pointer; empty: the value itself
  std::string wanted;  // "it should be a text", as the schema's description has it; may be empty
  std::string reason;  // what is wrong with it; empty where what is wanted says it all
};

// Nothing where the value keeps the schema.
std::optional<SchemaFault> find_fault(const Json& value, std::string_view schema);

}  // namespace haat
