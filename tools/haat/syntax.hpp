#pragma once

#include <string>
#include <vector>

#include "tools/haat/command.hpp"

namespace haat::cli {

// One thing that a command accepts, as help shows it.
struct Parameter {
  enum class Kind { positional, option, flag };
  Kind kind = Kind::positional;
  std::string name;  // "PACKAGE", "--server"
  std::string help;
  bool required = false;
  bool repeated = false;                 // may be given more than once
  std::vector<std::string> values = {};  // of a choice
};

std::vector<Parameter> parameters(const Command& command);

struct Call {
  Action action;
  bool help = false;  // --help was asked for: show the page instead
};

// What the words after the command's name ask for. invalid_argument ("usage") says what is wrong
// with them.
Result<Call> parse(const Command& command, const std::vector<std::string>& words);

}  // namespace haat::cli
