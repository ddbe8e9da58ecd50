#include "core/mapping/pointer.hpp"

#include <algorithm>

#include "core/json/json.hpp"

namespace haat {

std::optional<Pointer> Pointer::parse(const std::string& text) {
  try {
    Pointer pointer{text, {}};
    for (Json::json_pointer rest(text); !rest.empty(); rest.pop_back())
      pointer.steps.push_back(rest.back());
    std::reverse(pointer.steps.begin(), pointer.steps.end());
    return pointer;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace haat
