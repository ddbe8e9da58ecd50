#pragma once

#include <string>

#include "core/qa/finding.hpp"

namespace haat {

enum class Colour { off, on };

std::string to_text(const Report& report,
                    Colour colour);         // for people; ends with a line that counts
std::string to_json(const Report& report);  // for machines
std::string to_json(const Finding& finding);

}  // namespace haat
