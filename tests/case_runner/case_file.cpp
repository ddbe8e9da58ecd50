#include "tests/case_runner/case_file.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace haat::test {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path.string() + " cannot be read");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "-- path --", perhaps with what is done to it behind; nothing for any other line.
std::optional<Tree::File> heading(std::string_view line) {
  if (!line.starts_with("-- ")) return std::nullopt;
  Tree::File file;
  for (const auto& [word, kind] :
       {std::pair{" removed", Tree::Kind::removed}, std::pair{" changed", Tree::Kind::changed}})
    if (line.ends_with(word)) {
      file.kind = kind;
      line.remove_suffix(std::string_view(word).size());
    }
  if (line.size() < 7 || !line.ends_with(" --")) return std::nullopt;
  file.path = line.substr(3, line.size() - 6);
  return file;
}

// Each run of "-" lines, which must be there once, gives way to the "+" lines behind it.
std::string changed(std::string text, const Tree::File& file) {
  std::istringstream lines(file.text);
  std::string line, before, after;
  const auto apply = [&] {
    if (before.empty()) return;
    const auto at = text.find(before);
    if (at == std::string::npos || text.find(before, at + 1) != std::string::npos)
      throw std::runtime_error("these lines are not in " + file.path + " exactly once:\n" + before);
    text.replace(at, before.size(), after);
    before.clear();
    after.clear();
  };
  while (std::getline(lines, line)) {
    const bool old = line.starts_with('-');
    if (!old && !line.starts_with('+'))
      throw std::runtime_error("a changed file has lines with - and + only: " + line);
    if (old && !after.empty()) apply();
    (old ? before : after) += line.substr(1) + "\n";
  }
  apply();
  return text;
}

}  // namespace

Tree parse_tree(std::string_view text) {
  constexpr std::string_view over = "over ";
  Tree tree;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (auto file = heading(line))
      tree.files.push_back(*std::move(file));
    else if (!tree.files.empty())
      tree.files.back().text.append(line).append("\n");
    else if (line.starts_with(over))
      tree.over = line.substr(over.size());
  }
  return tree;
}

void write_tree(const Tree& tree, const fs::path& folder) {
  for (const Tree::File& file : tree.files) {
    const fs::path path = folder / file.path;
    if (file.kind == Tree::Kind::removed) {
      fs::remove(path);
      continue;
    }
    const std::string text =
        file.kind == Tree::Kind::changed ? changed(read_file(path), file) : file.text;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
}

void write_difference(const fs::path& minimal, const Tree& difference, const fs::path& folder) {
  const std::map<std::string, fs::path> packages{
      {"", minimal},
      {"SCORM 2004", minimal.parent_path() / "minimal-scorm2004.case"},
      {"cmi5", minimal.parent_path() / "minimal-cmi5.case"},
      {"AICC", minimal.parent_path() / "minimal-aicc.case"}};
  const auto under = packages.find(difference.over);
  if (under == packages.end())
    throw std::runtime_error("there is no minimal package \"" + difference.over + "\"");
  write_tree(read_case(under->second).input, folder);
  write_tree(difference, folder);
}

Case read_case(const fs::path& path) {
  const std::string text = read_file(path);
  const auto at = text.find("\n" + std::string(rule_off));
  if (at == std::string::npos)
    throw std::runtime_error(path.string() + " has no line of ten dashes between input and output");
  Case read;
  read.head = text.substr(0, at + 1);
  read.input = parse_tree(read.head);
  read.expected = text.substr(at + 1 + rule_off.size());
  return read;
}

int judge_case(const fs::path& path, const Case& expected, const std::string& got) {
  if (got == expected.expected) return 0;
  if (const char* update = std::getenv("UPDATE"); update && std::string_view(update) == "1") {
    std::ofstream(path, std::ios::binary) << expected.head << rule_off << got;
    std::cout << "recorded anew: " << path.string() << "\n";
    return 0;
  }
  std::cout << path.string() << "\n--- expected ---\n"
            << expected.expected << "--- got (UPDATE=1 records it) ---\n"
            << got;
  return 1;
}

}  // namespace haat::test
