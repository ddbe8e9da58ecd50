#pragma once

#include <string>

namespace haat::server {

// The table of routes.cpp as a page for people (Markdown): API.md, and what `haat-server routes`
// prints.
std::string api_page();

}  // namespace haat::server
