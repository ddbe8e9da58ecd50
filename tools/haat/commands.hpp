#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/haat/command.hpp"

namespace haat::cli {

struct CommandRow {
  std::string_view group;  // the heading under which help shows it
  const Command* command;
};

// Every command, in the order of help; rows of one group stand together.
std::span<const CommandRow> all_commands();

// The command whose name the words begin with; `words` loses that name. nullptr: there is none.
const Command* take_command(std::vector<std::string>& words);

// Those whose name is `word` or begins with it and a space: "review" -> review list, review show,
// ...
std::vector<const Command*> commands_under(std::string_view word);

}  // namespace haat::cli
