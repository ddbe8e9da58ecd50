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

// What the operator would say of the provider in the server's providers file.
struct TrialOptions {
  std::string settings;
  std::vector<std::string> readable;
  std::vector<std::string> hosts;
  std::vector<std::string> private_hosts;
};
void define_trial(Syntax& syntax, TrialOptions& options);

// What partners answer, kept in a folder, or read from there instead of asking them.
struct RecordingOptions {
  std::string record;
  std::string replay;
};
void define_recording(Syntax& syntax, RecordingOptions& options);
// Makes the folder to record in. ("usage" for both, "file-missing", "file-not-written")
Result<void> judge_recording(const RecordingOptions& options);

// The JSON object that the option `name` was given, or the file of that name has.
// ("provider-settings-invalid")
Result<std::string> settings_of(const std::string& name, const std::string& given);

// ("file-missing" for the library or a folder, "provider-settings-invalid")
Result<ProviderConfig> provider_on_trial(const std::string& library, const TrialOptions& options);

}  // namespace haat::cli
