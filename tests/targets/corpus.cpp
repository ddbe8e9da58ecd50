// target_corpus CORPUS TABLE: predicts for every zip of the corpus what every target will do to it,
// and compares with the table. With UPDATE=1 in the environment it writes the table instead.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "core/qa/target.hpp"
#include "tests/case_runner/recorded.hpp"

namespace {

using namespace haat;

std::string cell(const Package& package, const Target& target, std::uint64_t size) {
  const auto prediction = predict(package, target, size);
  if (!prediction) return "[" + prediction.error().id + "]";
  std::string text = to_string(prediction->fate);
  if (!prediction->verdict.empty()) text += " " + prediction->verdict;
  for (const auto& effect : prediction->effects)
    text += " " + effect.id.substr(effect.id.find('-') + 1);
  return text;
}

std::string row(const std::filesystem::path& corpus, const std::filesystem::path& path) {
  std::string text = std::filesystem::relative(path, corpus).string();
  const auto package = open_package(path);
  for (const auto* target : all_targets())
    text += "\t" + (package ? cell(*package, *target, std::filesystem::file_size(path))
                            : "[" + package.error().id + "]");
  return text + "\n";
}

// A bare cmi5.xml is a package, too; the index and what explains a package are none.
bool is_package(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".zip" || extension == ".imscc" || extension == ".ecar" ||
         extension == ".xml";
}

std::string table_of(const std::filesystem::path& corpus) {
  std::vector<std::filesystem::path> paths;
  for (const auto& each : std::filesystem::recursive_directory_iterator(corpus))
    if (is_package(each.path()) &&
        std::filesystem::relative(each.path(), corpus).begin()->string() != "hostile")
      paths.push_back(each.path());
  std::sort(paths.begin(), paths.end());
  std::string text = "package";
  for (const auto* target : all_targets()) text += "\t" + std::string(target->id);
  text += "\n";
  for (const auto& path : paths) text += row(corpus, path);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: target_corpus CORPUS TABLE\n";
    return 2;
  }
  if (!std::filesystem::exists(argv[1])) {
    std::cout << argv[1] << " is not there: the packages by others are needed\n";
    return 1;
  }
  const auto table = table_of(argv[1]);
  if (haat::test::is_recorded(argv[2], table)) return 0;
  std::cout << "the predictions are not those of " << argv[2] << ":\n" << table;
  return 1;
}
