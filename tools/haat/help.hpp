#pragma once

#include <iosfwd>

#include "tools/haat/command.hpp"

namespace haat::cli {

void print_overview(std::ostream& out, bool colour);  // every command, one line each
void print_group(std::ostream& out, bool colour, std::string_view word);  // those under "review"
void print_page(std::ostream& out, bool colour, const Command& command);
void print_manual(std::ostream& out);  // MANUAL.md: all of it, as Markdown

}  // namespace haat::cli
