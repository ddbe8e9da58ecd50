#pragma once

#include <string>

#include "core/clock.hpp"
#include "marketplace-server/http/exchange.hpp"

namespace haat::server {

// The lines on standard error: for people, or each a JSON object. One line at a time, whole,
// whichever thread it comes from.
class Log {
 public:
  enum class Form { text, json };
  Log(Form form, Clock clock) : form_(form), clock_(std::move(clock)) {}

  void line(const std::string& sentence) const;
  void exchange(const Exchange& exchange) const;

 private:
  const Form form_;
  const Clock clock_;
};

}  // namespace haat::server
