#pragma once

#include <iosfwd>

namespace haat::cli {

// Every rule as one Markdown document, by layer: core/qa/RULES.md.
void print_rule_reference(std::ostream& out);

}  // namespace haat::cli
