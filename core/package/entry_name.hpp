#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/package/package.hpp"

namespace haat {

// What is wrong with the name of one entry: whether it leaves the package's root, or means
// different files to different systems. `name` is as it stands in the container.
std::vector<Defect> judge_entry_name(std::string_view name, const Limits& limits);

// Names that are one file to some systems: equal, equal but for case or Unicode normalisation, or a
// file where another name needs a folder.
std::vector<Defect> judge_entry_names_together(const std::vector<std::string>& names);

// A name fit for a message on a terminal: control characters and bytes that are no UTF-8 are
// escaped.
std::string printable(std::string_view name);

bool is_utf8(std::string_view bytes);

// Behind the last "/": "a/B.TXT" is "B.TXT".
std::string_view file_name(std::string_view path);
// Before the last "/"; empty: the file lies in the root.
std::string_view folder_of(std::string_view path);
// Behind the name's last dot, in lower case (of ASCII): "a/B.TXT" is "txt"; empty: there is none.
std::string ending_of(std::string_view path);

}  // namespace haat
