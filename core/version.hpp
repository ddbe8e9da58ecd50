#pragma once

#include <string_view>

namespace haat {

std::string_view version();  // of Haat, as reports and programs name themselves: "0.1.0"

}  // namespace haat
