#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/package/limits.hpp"

namespace haat {

// Why these bytes would cost whoever parses them too much time or memory, or nothing. Looks at the
// bytes alone, before any parser does: libxml2 compares each attribute of a tag with each other,
// and a tree takes thirty times the bytes of its shortest tags. It counts from above, and reads no
// XML. Cost: one walk.
std::optional<std::string> too_costly(std::string_view bytes, const Limits& limits);

}  // namespace haat
