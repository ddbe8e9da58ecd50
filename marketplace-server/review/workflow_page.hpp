#pragma once

#include <string>

namespace haat::server {

// The table of transitions.cpp as a page for people (Markdown, with a Mermaid diagram):
// review/STATES.md, and what `haat-server workflow` prints.
std::string workflow_page();

}  // namespace haat::server
