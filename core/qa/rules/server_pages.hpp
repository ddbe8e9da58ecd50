#pragma once

#include <string_view>

#include "core/package/entry_name.hpp"

namespace haat::rules {

// A page that a server has to work out: no LMS runs one.
inline bool is_for_another_server(std::string_view path) {
  const auto ending = ending_of(path);
  return ending == "php" || ending == "asp" || ending == "aspx" || ending == "jsp" ||
         ending == "cfm";
}

}  // namespace haat::rules
