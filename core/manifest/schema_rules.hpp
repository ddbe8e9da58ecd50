#pragma once

#include <string_view>

namespace haat {

// Whether a rule of this id reports what only a schema finds.
bool is_of_schema(std::string_view rule);

}  // namespace haat
