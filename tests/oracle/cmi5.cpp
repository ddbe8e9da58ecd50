// cmi5 SHARED REQUIREMENTS TABLE: whether every course of cmi5's own conformance suite in
// SHARED/corpus is refused for its own reason, or not at all; and whether each requirement that an
// LMS has to refuse a course for has a rule that names it.
//
// TABLE has one row for each error: package, rule, and the requirement that the suite broke there
// on purpose, "-" for what the package breaks besides. Verdicts are those of
// SHARED/corpus/INDEX.tsv, REQUIREMENTS is the requirements.json of @cmi5/requirements. With
// UPDATE=1 in the environment it writes the table; a row that is new has "?" where somebody has to
// say the requirement.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "core/qa/rule.hpp"

namespace {

namespace fs = std::filesystem;
using namespace haat;

using Rows = std::map<std::pair<std::string, std::string>, std::string>;  // package, rule

constexpr const char* heading = "package\trule\trequirement";

int faults = 0;

void fault(const std::string& sentence) {
  std::cout << sentence << "\n";
  ++faults;
}

std::vector<std::vector<std::string>> read_tsv(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file.string() + " is missing");
  std::vector<std::vector<std::string>> rows;
  std::string line, field;
  std::getline(in, line);  // the heading
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    rows.emplace_back();
    while (std::getline(fields, field, '\t')) rows.back().push_back(field);
  }
  return rows;
}

// The ids of the errors; what cannot be opened has one as well.
std::set<std::string> errors_of(const fs::path& path) {
  const auto package = open_package(path);
  if (!package) return {package.error().id};
  const auto report = check_package(*package, Dictionary::demonstration());
  if (!report) return {report.error().id};
  std::set<std::string> ids;
  for (const auto& finding : report->findings)
    if (finding.severity == Severity::error) ids.insert(finding.rule);
  return ids;
}

// Each package of cmi5 with what it claims to be.
std::map<std::string, std::string> verdicts(const fs::path& corpus) {
  std::map<std::string, std::string> found;
  for (const auto& row : read_tsv(corpus / "INDEX.tsv"))
    if (row.size() > 2 && row[1] == "cmi5") found[row[0]] = row[2];
  if (found.empty()) throw std::runtime_error("the corpus has no package of cmi5");
  return found;
}

void judge_packages(const fs::path& corpus, const Rows& expected, Rows& got) {
  std::map<std::string, int> reasons;
  for (const auto& [row, requirement] : expected) {
    reasons[row.first] += requirement != "-";
    if (requirement == "?") fault(row.first + ": nobody said what " + row.second + " is for");
  }
  for (const auto& [name, verdict] : verdicts(corpus)) {
    const auto errors = errors_of(corpus / name);
    if (verdict == "valid")
      for (const auto& id : errors) fault(name + " is valid, but has the error " + id);
    if (verdict != "valid" && reasons[name] == 0)
      fault(name + " is invalid, but no row names the requirement that it breaks");
    for (const auto& id : errors) {
      const auto row = expected.find({name, id});
      if (row == expected.end()) fault(name + " has the error " + id + ", which the table has not");
      got[{name, id}] = row == expected.end() ? "?" : row->second;
    }
  }
  for (const auto& [row, requirement] : expected)
    if (!got.contains(row)) fault(row.first + " has no error " + row.second + " any more");
}

// Sections 3, 13 and 14, and what section 8.1 says of a url: the derived requirements ("(d)") are
// those for which an LMS refuses a course.
bool concerns_packages(std::string_view id) {
  return id.ends_with(" (d)") && (id.starts_with("3.") || id.starts_with("13.") ||
                                  id.starts_with("14.") || id.starts_with("8.1.0.0-6 "));
}

void judge_requirements(const fs::path& file) {
  std::ifstream in(file);
  const auto requirements = nlohmann::json::parse(in, nullptr, false);
  if (!requirements.is_object()) throw std::runtime_error(file.string() + " is missing");
  int named = 0;
  for (const auto& [id, _] : requirements.items()) {
    if (!concerns_packages(id)) continue;
    const auto wanted = "(" + id.substr(0, id.find(' ')) + ")";
    bool found = false;
    for (const auto* rule : all_rules())
      found = found || rule->spec.find(wanted) != std::string_view::npos;
    if (!found) fault("no rule names the requirement " + wanted);
    named += found;
  }
  std::cout << named << " requirements have their rule\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: cmi5 SHARED REQUIREMENTS TABLE\n";
    return 2;
  }
  try {
    Rows expected, got;
    for (const auto& row : read_tsv(arguments[3]))
      if (row.size() == 3) expected[{row[0], row[1]}] = row[2];
    judge_packages(fs::path(arguments[1]) / "corpus", expected, got);
    judge_requirements(arguments[2]);
    if (std::getenv("UPDATE") != nullptr) {
      std::ofstream out(arguments[3]);
      out << heading << "\n";
      for (const auto& [row, requirement] : got)
        out << row.first << "\t" << row.second << "\t" << requirement << "\n";
    }
  } catch (const std::exception& problem) {
    fault(problem.what());
  }
  return faults == 0 ? 0 : 1;
}
