#include "tests/case_runner/case_file.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
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

// "-- path --" or "-- path -- removed"; nothing for any other line.
std::optional<Tree::File> heading(std::string_view line) {
  constexpr std::string_view gone = " removed";
  if (!line.starts_with("-- ")) return std::nullopt;
  const bool removed = line.ends_with(gone);
  if (removed) line.remove_suffix(gone.size());
  if (line.size() < 7 || !line.ends_with(" --")) return std::nullopt;
  Tree::File file{std::string(line.substr(3, line.size() - 6)), std::nullopt};
  if (!removed) file.text = "";
  return file;
}

}  // namespace

Tree parse_tree(std::string_view text) {
  Tree tree;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (auto file = heading(line))
      tree.files.push_back(*std::move(file));
    else if (!tree.files.empty() && tree.files.back().text)
      tree.files.back().text->append(line).append("\n");
  }
  return tree;
}

void write_tree(const Tree& tree, const fs::path& folder) {
  for (const Tree::File& file : tree.files) {
    const fs::path path = folder / file.path;
    if (!file.text) {
      fs::remove(path);
      continue;
    }
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << *file.text;
  }
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
