#include "tools/haat/check_line.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"

namespace haat::cli {
namespace {

std::string words(const Submission& submission) {
  const std::string what = "Submission " + printable(submission.id);
  if (submission.state == "checking") return what + " is being checked";
  if (submission.position <= 1) return what + " is checked next";
  return what + " is number " + std::to_string(submission.position) + " to be checked";
}

}  // namespace

CheckLine::~CheckLine() {
  if (shown_) io_.err << "\r\x1b[K" << std::flush;
}

CheckProgress CheckLine::progress() {
  return [this](const Submission& submission) {
    if (!io_.err_is_terminal) return true;
    io_.err << "\r\x1b[K" << words(submission) << std::flush;
    shown_ = true;
    return true;
  };
}

}  // namespace haat::cli
