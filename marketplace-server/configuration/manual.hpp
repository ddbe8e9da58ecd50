#pragma once

#include <string>

namespace haat::server {

std::string configuration_manual();  // CONFIGURATION.md

}  // namespace haat::server
