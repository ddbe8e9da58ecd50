#pragma once

#include <string>
#include <tl/expected.hpp>

#include "core/result.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat {

// The JSON Schema that a plugin declares. Both are asked in the worker: a schema of a stranger's
// may cost whoever uses it any time and memory.

// Whether it can be used at all: drafts 7 and 2020-12, as far as the library judges them.
// invalid_argument ("settings-schema-invalid")
Result<void> judge_schema(const std::string& schema);

// The first setting that does not keep it, and never what it is set to.
struct SettingsFault {
  std::string sentence;
  ProviderRefusal setting{};  // its JSON Pointer; an empty field: it is not about one
};

// Whether the settings keep a schema that can be used.
tl::expected<void, SettingsFault> judge_settings(const std::string& settings,
                                                 const std::string& schema);

}  // namespace haat
