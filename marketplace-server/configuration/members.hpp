#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

// What can be chosen, as configuration.schema.json says it. The names of options and variables
// follow from the member's.
struct Member {
  std::string name;         // "max_upload"
  std::string option;       // "max-upload"; of a secret empty: every process reads the command line
  std::string variable;     // "HAAT_SERVER_MAX_UPLOAD"
  std::string argument;     // "BYTES"
  std::string description;  // "a number of bytes: ..."
  std::string otherwise;    // what it is where nobody says anything, as text; may be empty
  bool secret = false;
};

const std::vector<Member>& members();
const Member* find_member(std::string_view name);

std::string_view configuration_schema();  // JSON Schema, draft 7

}  // namespace haat::server
