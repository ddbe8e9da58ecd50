// verdicts CORPUS TABLE: judges every package by others, and compares with the table, which has a
// reason wherever we disagree with what a package's makers claim. With UPDATE=1 in the environment
// it writes the table instead, and keeps the reasons.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "core/qa/check.hpp"

namespace {

using namespace haat;
namespace fs = std::filesystem;

using Cells = std::vector<std::string>;

std::vector<Cells> table_at(const fs::path& path) {
  std::vector<Cells> rows;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    Cells cells;
    std::istringstream words(line);
    for (std::string cell; std::getline(words, cell, '\t');) cells.push_back(cell);
    rows.push_back(std::move(cells));
  }
  return rows;
}

// What the makers claim: "valid", "invalid", "refuse" or "?"; a row of the index may stand for a
// folder ("adl-cts/*.zip").
std::map<std::string, std::string> claims(const fs::path& corpus) {
  std::map<std::string, std::string> claimed;
  for (const auto& row : table_at(corpus / "INDEX.tsv")) {
    if (row.size() < 3 || row[0] == "path") continue;
    auto claim = row[2].substr(0, row[2].find_first_of(" :"));
    if (claim == "read") claim = "?";  // "read safely or refuse"
    if (!row[0].ends_with("/*.zip")) {
      claimed[row[0]] = claim;
      continue;
    }
    const auto folder = row[0].substr(0, row[0].find('/'));
    for (const auto& each : fs::directory_iterator(corpus / folder))
      claimed[folder + "/" + each.path().filename().string()] = claim;
  }
  return claimed;
}

// The errors that it finds, once each: "" if none.
std::string errors(const fs::path& path, const Profile& profile) {
  const auto package = open_package(path);
  if (!package) return "[" + package.error().id + "]";
  const auto report = check_package(*package, Dictionary::demonstration(), profile);
  if (!report) return "[" + report.error().id + "]";
  std::set<std::string> rules;
  for (const auto& finding : report->findings)
    if (finding.severity == Severity::error) rules.insert(finding.rule);
  std::string text;
  for (const auto& rule : rules) text += (text.empty() ? "" : " ") + rule;
  return text;
}

bool agrees(const std::string& claimed, const std::string& found) {
  if (claimed == "valid") return found.empty();
  if (claimed == "invalid" || claimed == "refuse") return !found.empty();
  return true;
}

std::string text_of(const std::vector<Cells>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "\t") + row[i];
    text += "\n";
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: verdicts CORPUS TABLE\n";
    return 2;
  }
  const fs::path corpus = argv[1];
  if (!fs::exists(corpus / "INDEX.tsv")) {
    std::cout << corpus << " is not there: the packages by others are needed\n";
    return 1;
  }
  std::map<std::string, std::string> reasons;
  const auto recorded = table_at(argv[2]);
  for (const auto& row : recorded)
    if (row.size() == 5) reasons[row[0]] = row[4];

  int unexplained = 0;
  std::vector<Cells> rows{{"package", "claimed", "lms-practical", "adl-strict", "why we differ"}};
  for (const auto& [path, claimed] : claims(corpus)) {
    const auto practical = errors(corpus / path, Profile::practical());
    const auto strict = errors(corpus / path, *Profile::find("adl-strict"));
    auto& reason = reasons[path];
    const bool differs = !agrees(claimed, practical) || !agrees(claimed, strict);
    if (differs && reason.empty()) {
      std::cout << path << ": claimed " << claimed << ", and no reason why we find \"" << practical
                << "\" and \"" << strict << "\"\n";
      ++unexplained;
    }
    rows.push_back({path, claimed, practical.empty() ? "-" : practical,
                    strict.empty() ? "-" : strict, differs ? reason : ""});
  }
  for (auto& row : rows)
    if (row.back().empty()) row.pop_back();
  if (std::getenv("UPDATE") != nullptr) {
    std::ofstream(argv[2]) << text_of(rows);
  } else if (rows != recorded) {
    std::cout << "the verdicts are not those of " << argv[2] << ":\n" << text_of(rows);
    return 1;
  }
  return unexplained == 0 ? 0 : 1;
}
