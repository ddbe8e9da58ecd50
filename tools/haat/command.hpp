#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat::cli {

// Where a command talks: results to `out`, everything else to `err`.
struct Io {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool out_is_terminal;
  bool err_is_terminal;
  bool colour;          // on a terminal, unless NO_COLOR is set
  std::size_t columns;  // of the terminal; 0: `out` is none
};

// What a command accepts, bound to variables that live as long as its Action. Wraps CLI11, which
// costs four seconds a translation unit, in syntax.cpp.
class Syntax {
 public:
  virtual ~Syntax() = default;
  virtual void required(const char* name, std::string& into,
                        const char* help) = 0;  // positional: "PACKAGE"
  virtual void optional(const char* name, std::string& into, const char* help) = 0;  // positional
  virtual void rest(const char* name, std::vector<std::string>& into,
                    const char* help) = 0;  // positional, one or more
  virtual void option(const char* name, std::string& into, const char* help) = 0;  // "--server"
  virtual void choice(const char* name, std::string& into, std::vector<std::string> values,
                      const char* help) = 0;
  virtual void list(const char* name, std::vector<std::string>& into,
                    const char* help) = 0;  // may be given again
  virtual void number(const char* name, int& into, const char* help) = 0;
  virtual void flag(const char* name, bool& into, const char* help) = 0;
};

// 0 clean, 1 it found something wrong, 2 usage, 3 could not be done (main.cpp maps an Error). What
// finds several kinds of wrong goes on from 4 (verdict.hpp).
using Action = std::function<Result<int>(Io&)>;

// One file in commands/ that defines `const Command <name>_command` (spaces of the name become
// underscores), and one line in commands.cpp.
struct Command {
  std::string_view name;      // "pack", "review list"
  std::string_view summary;   // one line
  std::string_view examples;  // lines that can be typed, each run by a test
  Action (*define)(Syntax&);
};

}  // namespace haat::cli
