// rule_case MINIMAL CASE [TARGET]: lays the case's files over the minimal package, checks it, and
// compares the report; or, with a target, what is predicted of that. Every sentence has to be one
// that can be said in every language.
#include <iostream>
#include <sstream>

#include "core/qa/check.hpp"
#include "core/qa/target.hpp"
#include "tests/case_runner/case_file.hpp"
#include "tests/case_runner/unsaid.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat;
using namespace haat::test;

template <class Each>
void add_line(std::ostringstream& lines, const char* how, const std::string& id, const Each& each) {
  lines << how << " " << id;
  if (!each.path.empty()) lines << " " << each.path;
  if (each.line > 0) lines << ":" << each.line;
  lines << " " << each.message << "\n";
}

// What came, and what of it cannot be said.
struct Outcome {
  std::string lines;
  std::string unsaid = {};
};

Outcome report_lines(const std::filesystem::path& folder) {
  const auto package = open_package(folder);
  if (!package) return {"could not be opened: [" + package.error().id + "]\n"};
  const auto report = check_package(*package, Dictionary::demonstration());
  if (!report) return {"could not be checked: [" + report.error().id + "]\n"};
  std::ostringstream lines;
  for (const Finding& finding : report->findings)
    add_line(lines, to_string(finding.severity), finding.rule, finding);
  return {lines.str(), unsaid_in(*report)};
}

Outcome prediction_lines(const std::filesystem::path& folder, const Target& target) {
  const auto package = open_package(folder);
  if (!package) return {"could not be opened: [" + package.error().id + "]\n"};
  const auto prediction = predict(*package, target, 0);
  if (!prediction) return {"could not be read: [" + prediction.error().id + "]\n"};
  std::ostringstream lines;
  lines << "on " << prediction->platform << ": " << to_string(prediction->fate);
  if (!prediction->verdict.empty()) lines << " (" << prediction->verdict << ")";
  lines << "\n";
  for (const Effect& effect : prediction->effects)
    add_line(lines, to_string(effect.fate), effect.id, effect);
  return {lines.str(), unsaid_in(*prediction)};
}

// The name of a case tells what it ends in, so that a listing can be read.
bool name_agrees(const std::string& name, const std::string& report) {
  const bool error = report.find("error ") != std::string::npos;
  if (name.ends_with("-error")) return error;
  if (name.ends_with("-warning")) return !error && !report.empty();
  return name.ends_with("-valid") && report.empty();
}

int run(const std::filesystem::path& minimal, const std::filesystem::path& path,
        const Target* target) {
  const Case one = read_case(path);
  const Scratch scratch;
  const auto folder = scratch / "package";
  std::filesystem::create_directories(folder);
  write_difference(minimal, one.input, folder);
  const auto [report, unsaid] =
      target != nullptr ? prediction_lines(folder, *target) : report_lines(folder);
  if (!unsaid.empty()) {
    std::cout << unsaid;
    return 1;
  }
  if (target == nullptr && !name_agrees(path.stem().string(), report)) {
    std::cout << path.string()
              << ": the name has to end in -error, -warning or -valid, as the report does:\n"
              << report;
    return 1;
  }
  return judge_case(path, one, report);
}

}  // namespace

int main(int argc, char** argv) {
  const Target* target = argc == 4 ? find_target(argv[3]) : nullptr;
  if (argc != 3 && target == nullptr) {
    std::cerr << "usage: rule_case MINIMAL CASE [TARGET]\n";
    return 2;
  }
  try {
    return run(argv[1], argv[2], target);
  } catch (const std::exception& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
}
