#pragma once

#include "sdk/authoring/client.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// One line on a terminal that shows where a package is before it is checked; nothing at all in a
// pipe. Gone when the job ends.
class CheckLine {
 public:
  explicit CheckLine(Io& io) : io_(io) {}
  ~CheckLine();
  CheckLine(const CheckLine&) = delete;
  CheckLine& operator=(const CheckLine&) = delete;

  CheckProgress progress();  // must not outlive the line

 private:
  Io& io_;
  bool shown_ = false;
};

}  // namespace haat::cli
