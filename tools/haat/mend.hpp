#pragma once

#include <filesystem>
#include <string>

#include "core/competency/dictionary.hpp"
#include "core/qa/profile.hpp"
#include "core/result.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

struct MendOptions {
  std::string package;  // as it was named
  std::string output;   // empty: beside the package, by a name of its own
  bool yes = false;
  bool dry_run = false;
  bool drop_signatures = false;
};

// haat check --fix: shows what would be different, asks, writes a new package, and reports on that.
// The result is the exit code. It is checked again before it is put in place; where that finds what
// was not there before, nothing is written.
Result<int> mend_package(const MendOptions& options, const Dictionary& dictionary,
                         const Profile& profile, Io& io);

}  // namespace haat::cli
