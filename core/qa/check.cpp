#include "core/qa/check.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/package/entry_name.hpp"
#include "core/qa/rule.hpp"

namespace haat {
namespace {

auto order(const Finding& finding) {
  return std::tie(finding.path, finding.line, finding.rule, finding.message);
}

struct Description {
  std::optional<Course> course;
  std::optional<Error> error;
};

Result<Description> read_description(const Package& package, const Limits& limits) {
  if (package.find(course_json_path) == nullptr) return Description{};
  const auto text = package.read(course_json_path, limits.json_size);
  if (!text) {
    if (text.error().kind == Errc::unavailable) return tl::unexpected(text.error());
    return Description{std::nullopt, text.error()};
  }
  auto course = parse_course(*text, limits);
  if (!course) return Description{std::nullopt, std::move(course).error()};
  return Description{*std::move(course), std::nullopt};
}

// Reads every byte once, so that a file which cannot be unpacked is not found by the first learner.
Result<std::optional<Error>> find_damage(const Package& package) {
  const auto scanned =
      package.scan([](const Entry&, std::string_view, bool) -> Result<void> { return {}; });
  if (scanned) return std::optional<Error>{};
  if (scanned.error().kind == Errc::unavailable) return tl::unexpected(scanned.error());
  return std::optional(scanned.error());
}

void run_rules(const Subject& subject, const Profile& profile, std::vector<Finding>& findings) {
  for (const auto* rule : all_rules()) {
    const auto severity = profile.severity(*rule);
    if (!severity || (*severity == Severity::advice && !profile.advice())) continue;
    rule->check(subject, [&](const std::string& path, int line, const std::string& message) {
      // Names and texts of strangers end here: from now on they are fit for a terminal, a page or a
      // log.
      findings.push_back(
          {std::string(rule->id), *severity, printable(path), line, printable(message)});
    });
  }
}

}  // namespace

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::advice:
      return "advice";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

int Report::count(Severity severity) const {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                        [&](const Finding& f) { return f.severity == severity; }));
}

Result<Report> check_package(const Package& package, const Dictionary& dictionary,
                             const Profile& profile) {
  const Limits limits;
  HAAT_TRY(const auto manifest, read_manifest(package, limits));
  HAAT_TRY(const auto description, read_description(package, limits));
  HAAT_TRY(const auto damage, find_damage(package));
  const Subject subject{package,           manifest, description.course,
                        description.error, damage,   dictionary};

  Report report{.package = package.name(), .findings = {}};
  auto& findings = report.findings;
  run_rules(subject, profile, findings);
  std::sort(findings.begin(), findings.end(),
            [](const Finding& a, const Finding& b) { return order(a) < order(b); });
  findings.erase(
      std::unique(findings.begin(), findings.end(),
                  [](const Finding& a, const Finding& b) { return order(a) == order(b); }),
      findings.end());
  return report;
}

}  // namespace haat
