// rule_examples MINIMAL FOLDER: every rule's own documentation, executed. FOLDER is core/qa/rules.
#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include "core/qa/check.hpp"
#include "core/qa/rule.hpp"
#include "tests/case_runner/case_file.hpp"
#include "tests/case_runner/unsaid.hpp"
#include "tests/hostile/cases.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat;
using namespace haat::test;

namespace fs = std::filesystem;

int faults = 0;

void write_sized(const fs::path& path, std::uintmax_t size) {
  std::ofstream(path).flush();
  fs::resize_file(path, size);
}

void fault(const Rule& rule, const std::string& sentence) {
  std::cout << rule.id << ": " << sentence << "\n";
  ++faults;
}

// The rules that find something, once each. What they say has to be said in every language.
std::set<std::string> found_in(const fs::path& path) {
  const auto package = open_package(path);
  if (!package) return {"could not be opened: " + package.error().message};
  const auto report =
      check_package(*package, Dictionary::demonstration(), Profile::practical().with_advice());
  if (!report) return {"could not be checked: " + report.error().message};
  std::set<std::string> rules;
  for (const Finding& finding : report->findings) rules.insert(finding.rule);
  if (const auto unsaid = unsaid_in(*report); !unsaid.empty()) {
    std::cout << unsaid;
    ++faults;
  }
  return rules;
}

std::set<std::string> found_in(const fs::path& minimal, std::string_view difference) {
  const Scratch scratch;
  const auto folder = scratch / "package";
  fs::create_directories(folder);
  write_difference(minimal, parse_tree(difference), folder);
  return found_in(folder);
}

// What no difference between texts can show: a file that is large, or has bytes that are no text.
const std::map<std::string_view, std::function<void(const fs::path& folder)>> made{
    {"media-too-large", [](const fs::path& folder) { write_sized(folder / "map.png", 6 << 20); }},
    {"package-too-heavy", [](const fs::path& folder) { write_sized(folder / "data", 501 << 20); }},
    {"page-encoding-unknown",
     [](const fs::path& folder) {
       std::ofstream(folder / "old.html") << "<!doctype html><title>caf\xe9</title>";
     }},
    {"archive-locked", [](const fs::path& folder) {
       // The local header of a file whose general purpose bit 0 says that it is encrypted.
       std::ofstream(folder / "locked.zip")
           << std::string("PK\3\4\x14\0\1\0\0\0\0\0\0\0", 14) + std::string(100, '\0');
     }}};

// Whether something that is no tree of texts is found by the rule: a package that attacks its
// reader, or one of those above.
bool is_shown(const Rule& rule, const fs::path& minimal) {
  const Scratch scratch;
  if (const auto at = made.find(rule.id); at != made.end()) {
    write_difference(minimal, parse_tree(""), scratch / "package");
    at->second(scratch / "package");
    return found_in(scratch / "package").contains(std::string(rule.id));
  }
  for (const auto& each : hostile_cases()) {
    if (each.id != rule.id) continue;
    std::ofstream(scratch / "package.zip", std::ios::binary) << each.bytes();
    if (found_in(scratch / "package.zip").contains(each.id)) return true;
  }
  return false;
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "nothing" : text;
}

void judge_words(const Rule& rule, const fs::path& folder) {
  std::string file(rule.id);
  std::replace(file.begin(), file.end(), '-', '_');
  if (!fs::exists(folder / (file + ".cpp")))
    fault(rule, "there is no file " + file + ".cpp for it");
  if (rule.summary.empty() || rule.why.empty() || rule.fix.empty() || rule.spec.empty())
    fault(rule, "summary, why, fix and spec must each say something");
}

// Defects that cannot stand alone, with what always comes with them: haat/course.json always names
// a language, so only a package without it can name none.
std::set<std::string> expected_of(const Rule& rule) {
  if (rule.id == "language-missing") return {"course-json-missing", "language-missing"};
  return {std::string(rule.id)};
}

void judge_examples(const Rule& rule, const fs::path& minimal) {
  if (!rule.bad.empty())
    if (const auto found = found_in(minimal, rule.bad); found != expected_of(rule))
      fault(rule, "its bad example should give " + joined(expected_of(rule)) +
                      " and nothing else, but gives " + joined(found));
  if (rule.bad.empty() && !is_shown(rule, minimal))
    fault(rule,
          "nothing shows that it finds what it says: it has no bad example, and no hostile "
          "case (tests/hostile/cases.cpp) triggers it");
  if (const auto found = found_in(minimal, rule.good); !found.empty())
    fault(rule, "its good example should give nothing, but gives " + joined(found));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: rule_examples MINIMAL FOLDER\n";
    return 2;
  }
  try {
    std::set<std::string_view> ids;
    for (const Rule* rule : all_rules()) {
      if (!ids.insert(rule->id).second) fault(*rule, "its id is there twice");
      judge_words(*rule, argv[2]);
      judge_examples(*rule, argv[1]);
    }
    std::cout << ids.size() << " rules, " << faults << " faults\n";
  } catch (const std::exception& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
  return faults == 0 ? 0 : 1;
}
