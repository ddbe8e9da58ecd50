#pragma once

#include <string>

#include "sdk/authoring/provider_client.hpp"

namespace haat::cli {

// As connect(), for what concerns providers.
Result<ProviderClient> connect_providers(const std::string& server);

}  // namespace haat::cli
