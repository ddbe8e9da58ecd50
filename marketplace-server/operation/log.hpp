#pragma once

#include <string>

#include "core/clock.hpp"
#include "marketplace-server/http/exchange.hpp"

namespace haat::server {

// The lines on standard error: each a JSON object, or a sentence for people. One line at a time,
// whole, whichever thread it comes from; no word of a stranger ends or begins one.
class Log {
 public:
  enum class Form { json, text };
  Log(Form form, Clock clock) : form_(form), clock_(std::move(clock)) {}

  void line(const std::string& sentence) const;
  void exchange(const Exchange& exchange) const;

 private:
  const Form form_;
  const Clock clock_;
};

}  // namespace haat::server
