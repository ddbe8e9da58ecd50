#include <map>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"
#include "core/version.hpp"

namespace haat {
namespace {

using Ordered = nlohmann::ordered_json;

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::advice:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "none";
}

// A path as a relative URI reference.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "-._~/!$'()*+,=@";
  constexpr const char* digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter || plain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri = uri + '%' + digits[byte >> 4] + digits[byte & 15];
  }
  return uri;
}

Ordered descriptor_of(const Rule& rule) {
  const std::string help = std::string(rule.why) + "\n\n" + std::string(rule.fix);
  return {{"id", rule.id},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", std::string(rule.summary) + " " + std::string(rule.why)}}},
          {"help",
           {{"text", help + "\n\n" + std::string(rule.spec)},
            {"markdown", "**Why** " + std::string(rule.why) + "\n\n**Fix** " +
                             std::string(rule.fix) + "\n\n**From** " + std::string(rule.spec)}}},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
          {"properties", {{"tags", {"course-package"}}, {"precision", "very-high"}}}};
}

class Results {
 public:
  explicit Results(const Report& report) : report_(report) {
    int index = 0;
    for (const auto* rule : all_rules()) rule_index_[rule->id] = index++;
  }

  Ordered take() {
    Ordered results = Ordered::array();
    for (const auto& finding : report_.findings) results.push_back(result_of(finding));
    return results;
  }
  const Ordered& artifacts() const { return artifacts_; }

 private:
  // The same for the same defect though lines are added elsewhere: by what stands there, not by
  // where; those that are alike are counted.
  std::string fingerprint_of(const Finding& finding) {
    const std::string same =
        finding.rule + '\n' + finding.path + '\n' +
        (finding.excerpt.text.empty() ? finding.message : finding.excerpt.text);
    const int nth = ++alike_[same];
    return to_hex(sha256(same)).substr(0, 32) + ":" + std::to_string(nth);
  }

  int artifact_of(const std::string& path) {
    const auto [at, fresh] = artifact_index_.try_emplace(path, static_cast<int>(artifacts_.size()));
    if (fresh)
      artifacts_.push_back({{"location", {{"uri", uri_of(path)}, {"uriBaseId", "PACKAGE"}}}});
    return at->second;
  }

  Ordered result_of(const Finding& finding) {
    Ordered result{{"ruleId", finding.rule}};
    if (const auto at = rule_index_.find(finding.rule); at != rule_index_.end())
      result["ruleIndex"] = at->second;
    result["level"] = level_of(finding.severity);
    result["message"] = {{"text", printable(finding.message)}};
    // A finding about the package as a whole is shown at its manifest: GitHub drops what has no
    // place.
    const std::string path = finding.path.empty() ? "imsmanifest.xml" : finding.path;
    Ordered where{
        {"artifactLocation",
         {{"uri", uri_of(path)}, {"uriBaseId", "PACKAGE"}, {"index", artifact_of(path)}}}};
    where["region"] = {{"startLine", std::max(finding.line, 1)}};
    if (finding.column > 0) where["region"]["startColumn"] = finding.column;
    if (!finding.excerpt.text.empty())
      where["region"]["snippet"] = {{"text", finding.excerpt.text}};
    result["locations"] = Ordered::array({{{"physicalLocation", where}}});
    result["partialFingerprints"] = {{"haatFinding/v1", fingerprint_of(finding)}};
    return result;
  }

  const Report& report_;
  Ordered artifacts_ = Ordered::array();
  std::map<std::string, int> artifact_index_;
  std::map<std::string_view, int> rule_index_;
  std::map<std::string, int> alike_;
};

}  // namespace

std::string to_sarif(const Report& report) {
  Ordered rules = Ordered::array();
  for (const auto* rule : all_rules()) rules.push_back(descriptor_of(*rule));
  Results results(report);
  Ordered found = results.take();
  Ordered run{
      {"tool",
       {{"driver",
         {{"name", "Haat"}, {"semanticVersion", version()}, {"rules", std::move(rules)}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"originalUriBaseIds",
       {{"PACKAGE", {{"description", {{"text", "the root of " + printable(report.package)}}}}}}},
      {"artifacts", results.artifacts()},
      {"results", std::move(found)},
      {"properties", {{"package", printable(report.package)}, {"profile", report.profile}}}};
  if (!report.digest.empty()) run["properties"]["sha256"] = report.digest;
  const Ordered log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Ordered::array({std::move(run)})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace haat
