#include "marketplace-server/review/policy.hpp"

#include <algorithm>

#include "core/json/json.hpp"
#include "core/qa/rule.hpp"
#include "marketplace-server/text_file.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema = R"json({
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "approvals": {"description": "how many curators have to agree, from 1 to 10", "type": "integer", "minimum": 1, "maximum": 10},
    "presigned_downloads": {"description": "true or false", "type": "boolean"},
    "oidc_registration": {"description": "true or false", "type": "boolean"},
    "self_assessment": {"description": "true or false", "type": "boolean"},
    "minimum_grade": {"description": "a grade of the rubric", "type": "string"},
    "rubric": {"description": "a file with a rubric", "type": "string", "minLength": 1},
    "quarantine": {"description": "a list of rules", "type": "array", "maxItems": 300, "items": {"description": "the id of a rule", "type": "string"}},
    "clamd": {"description": "a socket: a path, or an address with a port", "type": "string", "minLength": 1, "maxLength": 200},
    "quota": {"description": "how much one partner may bring", "type": "object", "additionalProperties": false, "properties": {
      "bytes_a_day": {"description": "a number of bytes, above 0", "type": "integer", "minimum": 1, "maximum": 1000000000000000},
      "submissions_a_day": {"description": "a number from 1 to 1000000", "type": "integer", "minimum": 1, "maximum": 1000000},
      "open_uploads": {"description": "of one account at a time, from 1 to 1000", "type": "integer", "minimum": 1, "maximum": 1000}}},
    "namespaces": {"description": "how partners prove that a namespace is theirs", "type": "object", "additionalProperties": false, "properties": {
      "proved": {"description": "true or false", "type": "boolean"},
      "name_servers": {"description": "a list of addresses such as 192.0.2.1 or 192.0.2.1:5353", "type": "array", "maxItems": 10,
                       "items": {"description": "an IP address, with or without a port", "type": "string", "pattern": "^[0-9A-Fa-f.:\\[\\]]{3,60}$"}},
      "hosts": {"description": "a list of hosts such as training.campus:8080", "type": "array", "maxItems": 100,
                "items": {"description": "a host, with or without a port", "type": "string", "minLength": 1}}}},
    "webhook_hosts": {"description": "a list of hosts such as tools.campus:8080", "type": "array", "maxItems": 100,
                      "items": {"description": "a host, with or without a port", "type": "string", "minLength": 1}}
  }
})json";

Quota quota_of(const Json& json) {
  Quota quota;
  quota.bytes_a_day = json.value("bytes_a_day", quota.bytes_a_day);
  quota.submissions_a_day = json.value("submissions_a_day", quota.submissions_a_day);
  quota.open_uploads = json.value("open_uploads", quota.open_uploads);
  return quota;
}

NamespacePolicy namespaces_of(const Json& json) {
  return {.proved = json.value("proved", false),
          .name_servers = json.value("name_servers", std::vector<std::string>{}),
          .hosts = json.value("hosts", std::vector<std::string>{})};
}

int rank(const std::string& grade, const Rubric& rubric) {
  const auto& grades = rubric.grades();
  const auto found = std::find_if(grades.begin(), grades.end(),
                                  [&](const Grade& each) { return each.id == grade; });
  return found == grades.end() ? -1 : static_cast<int>(found - grades.begin());
}

}  // namespace

Result<Policy> read_policy(const fs::path& file) {
  HAAT_TRY(const std::string text, read_text_file(file, "policy-unreadable"));
  const auto json = parse_json(text, file.string());
  const auto valid = json ? validate_json(*json, schema, file.string()) : Result<void>();
  if (!json || !valid)
    return fail(Errc::invalid_argument, "policy-invalid",
                json ? valid.error().message : json.error().message);
  Policy policy;
  policy.approvals = json->value("approvals", policy.approvals);
  policy.self_assessment = json->value("self_assessment", false);
  policy.presigned_downloads = json->value("presigned_downloads", false);
  policy.oidc_registration = json->value("oidc_registration", false);
  policy.minimum_grade = json->value("minimum_grade", "");
  policy.screening.rules = json->value("quarantine", policy.screening.rules);
  policy.screening.clamd = json->value("clamd", "");
  for (const std::string& rule : policy.screening.rules)
    if (!find_rule(rule))
      return fail(
          Errc::invalid_argument, "policy-invalid",
          file.string() + ": /quarantine names the rule \"" + rule + "\", which does not exist");
  policy.webhook_hosts = json->value("webhook_hosts", std::vector<std::string>{});
  policy.namespaces = namespaces_of(json->value("namespaces", Json::object()));
  policy.quota = quota_of(json->value("quota", Json::object()));
  if (json->contains("rubric")) {
    std::error_code ignored;
    const fs::path path =
        fs::absolute(file, ignored).parent_path() / json->at("rubric").get<std::string>();
    HAAT_TRY(const std::string rubric, read_text_file(path, "policy-unreadable"));
    HAAT_TRY(policy.rubric, Rubric::parse(rubric, path.string()));
  }
  if (!policy.minimum_grade.empty() && rank(policy.minimum_grade, policy.rubric) < 0)
    return fail(Errc::invalid_argument, "policy-invalid",
                file.string() + ": the rubric " + policy.rubric.id() + " has no grade \"" +
                    policy.minimum_grade + "\"");
  return policy;
}

bool good_enough(const std::string& grade, const Policy& policy) {
  return rank(grade, policy.rubric) >=
         (policy.minimum_grade.empty() ? 0 : rank(policy.minimum_grade, policy.rubric));
}

}  // namespace haat::server
