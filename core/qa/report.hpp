#pragma once

#include <optional>
#include <string>

#include "core/qa/finding.hpp"
#include "core/qa/prediction.hpp"

namespace haat {

enum class Colour { off, on };

std::string to_text(const Report& report,
                    Colour colour);  // for people; ends with a line that counts
std::string to_text(const Prediction& prediction, Colour colour);
std::string to_json(const Report& report,
                    const std::optional<Prediction>& prediction = {});  // for machines
std::string to_json(const Finding& finding);

}  // namespace haat
