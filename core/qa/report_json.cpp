#include <span>
#include <sstream>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/json/json_writer.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"
#include "core/version.hpp"

namespace haat {

std::span<const EmbeddedFile> report_files();

namespace {

using Ordered = nlohmann::ordered_json;

template <class Value>
Ordered or_null(const Value& value, bool there) {
  return there ? Ordered(value) : Ordered(nullptr);
}

Ordered json_of(const Finding& finding) {
  Ordered json{{"rule", finding.rule},
               {"severity", to_string(finding.severity)},
               {"path", finding.path},
               {"line", or_null(finding.line, finding.line > 0)},
               {"column", or_null(finding.column, finding.column > 0)},
               {"message", finding.message},
               {"excerpt", nullptr},
               {"fix", nullptr}};
  if (const auto& excerpt = finding.excerpt; !excerpt.text.empty())
    json["excerpt"] = {{"text", excerpt.text},
                       {"caret", or_null(excerpt.caret, excerpt.caret > 0)}};
  if (const auto* rule = find_rule(finding.rule)) json["fix"] = rule->fix;
  return json;
}

nlohmann::ordered_json json_of(const Prediction& prediction) {
  nlohmann::ordered_json json{{"target", prediction.target},
                              {"platform", prediction.platform},
                              {"fate", to_string(prediction.fate)},
                              {"verdict", prediction.verdict},
                              {"effects", nlohmann::ordered_json::array()}};
  for (const auto& effect : prediction.effects) {
    nlohmann::ordered_json each{
        {"effect", effect.id}, {"fate", to_string(effect.fate)}, {"path", effect.path}};
    each["line"] =
        effect.line == 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(effect.line);
    each["message"] = effect.message;
    each["advice"] = effect.advice;
    each["source"] = effect.source;
    json["effects"].push_back(std::move(each));
  }
  return json;
}

}  // namespace

std::string to_json(const Finding& finding) {
  return json_of(finding).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_json(const Report& report, const std::optional<Prediction>& prediction,
                std::ostream& out) {
  const auto dumped = [](const Ordered& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
  };
  JsonWriter json([&](std::string_view bytes) { out << bytes; });
  const auto put = [&](const char* name, const std::string& value) {
    json.name(name).json(dumped(or_null(value, !value.empty())));
  };
  json.object([&] {
    json.member("haat", version());
    json.member("package", report.package);  // as the caller named it, which may be no UTF-8
    put("digest", report.digest);
    put("standard", report.standard);
    json.member("profile", report.profile);
    json.member("errors", report.count(Severity::error));
    json.member("warnings", report.count(Severity::warning));
    json.member("advice", report.count(Severity::advice));
    json.name("findings").array(report.findings, [&](const Finding& finding) {
      json.json(dumped(json_of(finding)));
    });
    if (prediction) json.name("prediction").json(dumped(json_of(*prediction)));
  });
  out << '\n';
}

std::string to_json(const Report& report, const std::optional<Prediction>& prediction) {
  std::ostringstream out;
  write_json(report, prediction, out);
  return std::move(out).str();
}

std::string_view report_schema() {
  return report_files().front().bytes;
}

}  // namespace haat
