#pragma once

#include <string>

#include "core/qa/finding.hpp"
#include "core/qa/prediction.hpp"

namespace haat::test {

// What core/qa/languages has no words for, a line each, ready to be pasted there. Empty: every
// sentence can be said in every language.
std::string unsaid_in(const Report& report);
std::string unsaid_in(const Prediction& prediction);

}  // namespace haat::test
