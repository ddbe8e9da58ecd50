#pragma once

#include <algorithm>
#include <functional>
#include <span>
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
// too_large ("names-too-large"): they, or what they are compared by, in which some characters
// become eighteen, have more than Limits.names_size bytes. `package` is for that message.
Result<void> judge_entry_names_together(const std::string& package,
                                        std::span<const std::string_view> names,
                                        const Limits& limits,
                                        const std::function<void(Defect)>& on_defect);

// A name fit for a message on a terminal: control characters and bytes that are no UTF-8 are
// escaped.
std::string printable(std::string_view name);

bool is_utf8(std::string_view bytes);

// The parts of a path, each with the path up to its end: ("a", "a"), ("b.txt", "a/b.txt").
template <class OnPart>
void each_part(std::string_view path, OnPart on_part) {
  for (std::size_t from = 0; from <= path.size();) {
    const auto slash = std::min(path.find('/', from), path.size());
    on_part(path.substr(from, slash - from), path.substr(0, slash));
    from = slash + 1;
  }
}

// Behind the last "/": "a/B.TXT" is "B.TXT".
std::string_view file_name(std::string_view path);
// Before the last "/"; empty: the file lies in the root.
std::string_view folder_of(std::string_view path);
// Behind the name's last dot, in lower case (of ASCII): "a/B.TXT" is "txt"; empty: there is none.
std::string ending_of(std::string_view path);

}  // namespace haat
