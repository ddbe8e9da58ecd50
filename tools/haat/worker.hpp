#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "sdk/host/provider_host.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

// What the commands share that run a provider's library on this machine.

// haat-provider-worker, beside this program. not_found ("provider-worker-missing")
Result<std::filesystem::path> worker_program();

void define_trial(Syntax& syntax, std::string& settings, std::vector<std::string>& readable);

// ("file-missing" for the library or a folder, "provider-settings-invalid")
Result<ProviderConfig> provider_on_trial(const std::string& library, const std::string& settings,
                                         const std::vector<std::string>& readable);

}  // namespace haat::cli
