#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace haat::test {

// A tree of files as text, in the manner of txtar: "-- path --" begins a file, "-- path -- removed"
// takes one away, and below "-- path -- changed" stand lines of what is there ("-...") and of what
// takes their place ("+..."), as in a diff.
struct Tree {
  enum class Kind { whole, removed, changed };
  struct File {
    std::string path;
    Kind kind = Kind::whole;
    std::string text = {};
  };
  std::string over;  // which of the minimal packages it differs from, by the line "over ...";
                     // empty: the first
  std::vector<File> files;
};

Tree parse_tree(std::string_view text);
void write_tree(const Tree& tree, const std::filesystem::path& folder);  // over what is there

// The minimal package, and the difference over it. `minimal` is minimal.case; the others lie beside
// it.
void write_difference(const std::filesystem::path& minimal, const Tree& difference,
                      const std::filesystem::path& folder);

// A test as data: a sentence of why, the files that go in, a rule-off, and what has to come out.
struct Case {
  std::string head;  // as it stands above the rule-off
  Tree input;
  std::string expected;
};

inline constexpr std::string_view rule_off = "----------\n";

Case read_case(const std::filesystem::path& path);

// Compares; on a difference prints both sides and gives 1. With UPDATE=1 in the environment it
// writes what came into the file instead: the reviewer reads the diff.
int judge_case(const std::filesystem::path& path, const Case& expected, const std::string& got);

}  // namespace haat::test
