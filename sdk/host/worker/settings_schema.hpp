#pragma once

#include <string>

#include "core/result.hpp"

namespace haat {

// The JSON Schema that a plugin declares. Both are asked in the worker: a schema of a stranger's
// may cost whoever uses it any time and memory.

// Whether it can be used at all: drafts 7 and 2020-12, as far as the library judges them.
// invalid_argument ("settings-schema-invalid")
Result<void> judge_schema(const std::string& schema);

// Whether the settings keep a schema that can be used. invalid_argument ("json-schema"): names the
// first setting that does not, and never what it is set to.
Result<void> judge_settings(const std::string& settings, const std::string& schema);

}  // namespace haat
