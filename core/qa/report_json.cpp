#include "core/json/json.hpp"
#include "core/qa/report.hpp"

namespace haat {
namespace {

nlohmann::ordered_json json_of(const Finding& finding) {
  nlohmann::ordered_json json{
      {"rule", finding.rule}, {"severity", to_string(finding.severity)}, {"path", finding.path}};
  json["line"] =
      finding.line == 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(finding.line);
  json["message"] = finding.message;
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

std::string to_json(const Report& report, const std::optional<Prediction>& prediction) {
  nlohmann::ordered_json json{{"package", report.package},
                              {"errors", report.count(Severity::error)},
                              {"warnings", report.count(Severity::warning)},
                              {"findings", nlohmann::ordered_json::array()}};
  for (const auto& finding : report.findings) json["findings"].push_back(json_of(finding));
  if (prediction) json["prediction"] = json_of(*prediction);
  // The package is named as the caller named it, which may be no UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace haat
