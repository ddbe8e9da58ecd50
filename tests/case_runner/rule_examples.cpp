// rule_examples MINIMAL FOLDER: every rule's own documentation, executed. FOLDER is core/qa/rules.
#include <algorithm>
#include <iostream>
#include <set>

#include "core/qa/check.hpp"
#include "core/qa/rule.hpp"
#include "tests/case_runner/case_file.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat;
using namespace haat::test;

namespace fs = std::filesystem;

int faults = 0;

void fault(const Rule& rule, const std::string& sentence) {
  std::cout << rule.id << ": " << sentence << "\n";
  ++faults;
}

// The rules that find something, once each.
std::set<std::string> found_in(const fs::path& minimal, std::string_view difference) {
  const Scratch scratch;
  const auto folder = scratch / "package";
  fs::create_directories(folder);
  write_difference(minimal, parse_tree(difference), folder);
  const auto package = open_package(folder);
  if (!package) return {"could not be opened: " + package.error().message};
  const auto report =
      check_package(*package, Dictionary::demonstration(), Profile::practical().with_advice());
  if (!report) return {"could not be checked: " + report.error().message};
  std::set<std::string> rules;
  for (const Finding& finding : report->findings) rules.insert(finding.rule);
  return rules;
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

// A container's defects cannot be shown by a tree of files: those rules have no examples.
void judge_examples(const Rule& rule, const fs::path& minimal) {
  if (!rule.bad.empty())
    if (const auto found = found_in(minimal, rule.bad); found != expected_of(rule))
      fault(rule, "its bad example should give " + joined(expected_of(rule)) +
                      " and nothing else, but gives " + joined(found));
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
