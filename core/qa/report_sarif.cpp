#include <map>
#include <ostream>
#include <vector>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/json/json_writer.hpp"
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

// What goes into a log as it is; only the results are as many as somebody likes.
void put(JsonWriter& log, const char* name, const Ordered& value) {
  log.name(name).json(value.dump(2, ' ', false, Json::error_handler_t::replace));
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
// What it is given has to outlive it.
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
    found_.push_back({id, rule_index, level, message, where});
    artifact_index_.try_emplace(shown_path(where), 0);
  }

  // The rest of a run, whose tool and properties are the caller's.
  void finish(JsonWriter& log, const std::string& package) {
    log.member("columnKind", "unicodeCodePoints");
    put(log, "originalUriBaseIds",
        {{"PACKAGE", {{"description", {{"text", "the root of " + printable(package)}}}}}});
    log.name("artifacts").array([&] {
      int count = 0;
      for (auto& [path, index] : artifact_index_) {
        index = count++;
        write(log, {{"location", {{"uri", uri_of(path)}, {"uriBaseId", "PACKAGE"}}}});
      }
    });
    log.name("results").array(found_, [&](const Found& found) { write(log, result_of(found)); });
  }

 private:
  struct Found {
    const std::string& id;
    int rule_index;
    const char* level;
    const std::string& message;
    Where where;
  };

  static void write(JsonWriter& log, const Ordered& value) {
    log.json(value.dump(2, ' ', false, Json::error_handler_t::replace));
  }

  // What is about the package as a whole is shown at its manifest: GitHub drops what has no place.
  static std::string_view shown_path(const Where& where) {
    return where.path.empty() ? std::string_view("imsmanifest.xml") : where.path;
  }

  // The same for the same defect though lines are added elsewhere: by what stands there, not by
  // where; those that are alike are counted.
  std::string fingerprint_of(const Found& found) {
    const auto& [path, line, column, snippet] = found.where;
    const std::string same =
        to_hex(sha256(found.id + '\n' + path + '\n' + (snippet.empty() ? found.message : snippet)))
            .substr(0, 32);
    return same + ":" + std::to_string(++alike_[same]);
  }

  Ordered location_of(const Where& where) const {
    const auto path = shown_path(where);
    Ordered location{{"artifactLocation",
                      {{"uri", uri_of(path)},
                       {"uriBaseId", "PACKAGE"},
                       {"index", artifact_index_.find(path)->second}}}};
    location["region"] = {{"startLine", std::max(where.line, 1)}};
    if (where.column > 0) location["region"]["startColumn"] = where.column;
    if (!where.snippet.empty()) location["region"]["snippet"] = {{"text", where.snippet}};
    return location;
  }

  Ordered result_of(const Found& found) {
    Ordered result{{"ruleId", found.id}};
    if (found.rule_index >= 0) result["ruleIndex"] = found.rule_index;
    result["level"] = found.level;
    result["message"] = {{"text", printable(found.message)}};
    result["locations"] = Ordered::array({{{"physicalLocation", location_of(found.where)}}});
    result["partialFingerprints"] = {{"haatFinding/v1", fingerprint_of(found)}};
    return result;
  }

  std::vector<Found> found_;
  std::map<std::string_view, int> artifact_index_;
  std::map<std::string, int> alike_;
};

void write_run(JsonWriter& log, const Report& report) {
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
  Ordered properties{{"package", printable(report.package)}, {"profile", report.profile}};
  if (!report.digest.empty()) properties["sha256"] = report.digest;
  log.object([&] {
    put(log, "tool",
        {{"driver",
          {{"name", "Haat"}, {"semanticVersion", version()}, {"rules", std::move(rules)}}}});
    put(log, "properties", properties);
    results.finish(log, report.package);
  });
}

// A platform's doings are no findings of ours: they are told apart by the run's tool and id.
void write_run(JsonWriter& log, const Prediction& prediction, const std::string& package) {
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
  log.object([&] {
    put(log, "tool",
        {{"driver",
          {{"name", "Haat: " + prediction.platform},
           {"semanticVersion", version()},
           {"rules", std::move(rules)}}}});
    put(log, "automationDetails", {{"id", "haat/target/" + prediction.target}});
    put(log, "properties",
        {{"target", prediction.target},
         {"platform", prediction.platform},
         {"fate", to_string(prediction.fate)},
         {"verdict", prediction.verdict}});
    results.finish(log, package);
  });
}

}  // namespace

void write_sarif(const Report& report, const std::optional<Prediction>& prediction,
                 std::ostream& out) {
  JsonWriter log([&](std::string_view bytes) { out << bytes; });
  log.object([&] {
    log.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.member("version", "2.1.0");
    log.name("runs").array([&] {
      write_run(log, report);
      if (prediction) write_run(log, *prediction, report.package);
    });
  });
  out << '\n';
}

}  // namespace haat
