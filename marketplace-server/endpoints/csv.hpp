#pragma once

#include <string>
#include <vector>

namespace haat::server {

// A line of a CSV (RFC 4180), with its end. A cell that a spreadsheet would take for a formula gets
// an apostrophe in front, which it then shows as text.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace haat::server
