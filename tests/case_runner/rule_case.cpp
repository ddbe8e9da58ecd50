// rule_case MINIMAL CASE: lays the case's files over the minimal package, checks it, and compares
// the report.
#include <iostream>
#include <sstream>

#include "core/qa/check.hpp"
#include "tests/case_runner/case_file.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat;
using namespace haat::test;

std::string report_lines(const std::filesystem::path& folder) {
  const auto package = open_package(folder);
  if (!package) return "could not be opened: [" + package.error().id + "]\n";
  const auto report = check_package(*package, Dictionary::demonstration());
  if (!report) return "could not be checked: [" + report.error().id + "]\n";
  std::ostringstream lines;
  for (const Finding& finding : report->findings) {
    lines << to_string(finding.severity) << " " << finding.rule;
    if (!finding.path.empty()) lines << " " << finding.path;
    if (finding.line > 0) lines << ":" << finding.line;
    lines << " " << finding.message << "\n";
  }
  return lines.str();
}

// The name of a case tells what it ends in, so that a listing can be read.
bool name_agrees(const std::string& name, const std::string& report) {
  const bool error = report.find("error ") != std::string::npos;
  if (name.ends_with("-error")) return error;
  if (name.ends_with("-warning")) return !error && !report.empty();
  return name.ends_with("-valid") && report.empty();
}

int run(const std::filesystem::path& minimal, const std::filesystem::path& path) {
  const Case one = read_case(path);
  const Scratch scratch;
  const auto folder = scratch / "package";
  std::filesystem::create_directories(folder);
  write_difference(minimal, one.input, folder);
  const std::string report = report_lines(folder);
  if (!name_agrees(path.stem().string(), report)) {
    std::cout << path.string()
              << ": the name has to end in -error, -warning or -valid, as the report does:\n"
              << report;
    return 1;
  }
  return judge_case(path, one, report);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: rule_case MINIMAL CASE\n";
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
}
