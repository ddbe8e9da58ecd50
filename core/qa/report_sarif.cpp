#include <map>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/manifest/address.hpp"
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
  return percent_encoded(path, [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view("-._~/!$'()*+,=@").find(c) != std::string_view::npos;
  });
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

const char* level_of(Fate fate) {
  switch (fate) {
    case Fate::accepted:
    case Fate::changed:
      return "note";
    case Fate::partly:
      return "warning";
    case Fate::refused:
      return "error";
  }
  return "none";
}

// What one run finds: results, the artifacts that they lie in, and what tells one from another.
class Results {
 public:
  struct Where {
    const std::string& path;
    int line;
    int column;
    const std::string& snippet;  // empty: there is no text to show
  };

  void add(const std::string& id, int rule_index, const char* level, const std::string& message,
           const Where& where) {
    Ordered result{{"ruleId", id}};
    if (rule_index >= 0) result["ruleIndex"] = rule_index;
    result["level"] = level;
    result["message"] = {{"text", printable(message)}};
    result["locations"] = Ordered::array({{{"physicalLocation", location_of(where)}}});
    result["partialFingerprints"] = {{"haatFinding/v1", fingerprint_of(id, message, where)}};
    results_.push_back(std::move(result));
  }

  // The rest of a run, whose tool and properties are the caller's.
  void finish(Ordered& run, const std::string& package) {
    run["columnKind"] = "unicodeCodePoints";
    run["originalUriBaseIds"] = {
        {"PACKAGE", {{"description", {{"text", "the root of " + printable(package)}}}}}};
    run["artifacts"] = std::move(artifacts_);
    run["results"] = std::move(results_);
  }

 private:
  // The same for the same defect though lines are added elsewhere: by what stands there, not by
  // where; those that are alike are counted.
  std::string fingerprint_of(const std::string& id, const std::string& message,
                             const Where& where) {
    const std::string same =
        id + '\n' + where.path + '\n' + (where.snippet.empty() ? message : where.snippet);
    const int nth = ++alike_[same];
    return to_hex(sha256(same)).substr(0, 32) + ":" + std::to_string(nth);
  }

  int artifact_of(const std::string& path) {
    const auto [at, fresh] = artifact_index_.try_emplace(path, static_cast<int>(artifacts_.size()));
    if (fresh)
      artifacts_.push_back({{"location", {{"uri", uri_of(path)}, {"uriBaseId", "PACKAGE"}}}});
    return at->second;
  }

  // What is about the package as a whole is shown at its manifest: GitHub drops what has no place.
  Ordered location_of(const Where& where) {
    const std::string path = where.path.empty() ? "imsmanifest.xml" : where.path;
    Ordered location{
        {"artifactLocation",
         {{"uri", uri_of(path)}, {"uriBaseId", "PACKAGE"}, {"index", artifact_of(path)}}}};
    location["region"] = {{"startLine", std::max(where.line, 1)}};
    if (where.column > 0) location["region"]["startColumn"] = where.column;
    if (!where.snippet.empty()) location["region"]["snippet"] = {{"text", where.snippet}};
    return location;
  }

  Ordered results_ = Ordered::array();
  Ordered artifacts_ = Ordered::array();
  std::map<std::string, int> artifact_index_;
  std::map<std::string, int> alike_;
};

Ordered run_of(const Report& report) {
  Ordered rules = Ordered::array();
  std::map<std::string_view, int> index;
  for (const auto* rule : all_rules()) {
    index[rule->id] = static_cast<int>(rules.size());
    rules.push_back(descriptor_of(*rule));
  }
  Results results;
  for (const auto& finding : report.findings) {
    const auto at = index.find(finding.rule);
    results.add(finding.rule, at == index.end() ? -1 : at->second, level_of(finding.severity),
                finding.message,
                {finding.path, finding.line, finding.column, finding.excerpt.text});
  }
  Ordered run{
      {"tool",
       {{"driver",
         {{"name", "Haat"}, {"semanticVersion", version()}, {"rules", std::move(rules)}}}}},
      {"properties", {{"package", printable(report.package)}, {"profile", report.profile}}}};
  if (!report.digest.empty()) run["properties"]["sha256"] = report.digest;
  results.finish(run, report.package);
  return run;
}

// A platform's doings are no findings of ours: they are told apart by the run's tool and id.
Ordered run_of(const Prediction& prediction, const std::string& package) {
  Ordered rules = Ordered::array();
  std::map<std::string_view, int> index;
  Results results;
  for (const auto& effect : prediction.effects) {
    const auto [at, fresh] = index.try_emplace(effect.id, static_cast<int>(rules.size()));
    if (fresh)
      rules.push_back({{"id", effect.id},
                       {"help", {{"text", effect.advice + "\n\n" + effect.source}}},
                       {"defaultConfiguration", {{"level", level_of(effect.fate)}}}});
    static const std::string no_snippet;
    results.add(effect.id, at->second, level_of(effect.fate), effect.message,
                {effect.path, effect.line, effect.column, no_snippet});
  }
  Ordered run{{"tool",
               {{"driver",
                 {{"name", "Haat: " + prediction.platform},
                  {"semanticVersion", version()},
                  {"rules", std::move(rules)}}}}},
              {"automationDetails", {{"id", "haat/target/" + prediction.target}}},
              {"properties",
               {{"target", prediction.target},
                {"platform", prediction.platform},
                {"fate", to_string(prediction.fate)},
                {"verdict", prediction.verdict}}}};
  results.finish(run, package);
  return run;
}

}  // namespace

std::string to_sarif(const Report& report, const std::optional<Prediction>& prediction) {
  Ordered runs = Ordered::array({run_of(report)});
  if (prediction) runs.push_back(run_of(*prediction, report.package));
  const Ordered log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", std::move(runs)}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace haat
