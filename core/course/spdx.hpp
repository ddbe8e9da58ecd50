#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace haat {

// What is wrong with a licence expression, as half a sentence; nothing where it is a valid one of
// identifiers on the SPDX licence list (SPDX 2.3, annex D: https://spdx.github.io/spdx-spec/v2.3/).
// Ids are taken in any case; "LicenseRef-..." stands for terms that have no id.
std::optional<std::string> spdx_fault(std::string_view expression);

}  // namespace haat
