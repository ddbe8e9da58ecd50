#pragma once

#include "tools/haat/command.hpp"

namespace haat::cli {

// What a command that does something with submissions, or with the one behind a course, asks for.
struct DeedSyntax {
  const char* act;               // as in the server's paths: "request-changes"
  bool of_course = false;        // COURSE instead of SUBMISSION...
  const char* reason = nullptr;  // help of --reason; nullptr: there is none
  bool reason_needed = true;     // where there is one
  const char* at = nullptr;      // help of --at
  bool at_needed = false;
  const char* curator = nullptr;  // help of --curator
};
Action define_deed(Syntax& syntax, const DeedSyntax& deed);

}  // namespace haat::cli
