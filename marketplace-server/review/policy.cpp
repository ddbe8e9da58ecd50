#include "marketplace-server/review/policy.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/json/json.hpp"
#include "core/qa/rule.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema = R"json({
  "description": "what is asked for before a course is published",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "approvals": {"description": "how many curators have to agree, from 1 to 10", "type": "integer", "minimum": 1, "maximum": 10},
    "self_assessment": {"description": "true or false", "type": "boolean"},
    "minimum_grade": {"description": "a grade of the rubric", "type": "string"},
    "rubric": {"description": "a file with a rubric", "type": "string", "minLength": 1},
    "quarantine": {"description": "a list of rules", "type": "array", "maxItems": 300, "items": {"description": "the id of a rule", "type": "string"}},
    "clamd": {"description": "a socket: a path, or an address with a port", "type": "string", "minLength": 1, "maxLength": 200},
    "webhook_hosts": {"description": "a list of hosts such as tools.campus:8080", "type": "array", "maxItems": 100,
                      "items": {"description": "a host, with or without a port", "type": "string", "minLength": 1}}
  }
})json";

Result<std::string> read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad())
    return fail(Errc::unavailable, "policy-unreadable", "cannot read " + file.string());
  return text;
}

int rank(const std::string& grade, const Rubric& rubric) {
  const auto& grades = rubric.grades();
  const auto found = std::find_if(grades.begin(), grades.end(),
                                  [&](const Grade& each) { return each.id == grade; });
  return found == grades.end() ? -1 : static_cast<int>(found - grades.begin());
}

}  // namespace

std::string_view policy_schema() {
  return schema;
}

Result<Policy> read_policy(const fs::path& file) {
  HAAT_TRY(const std::string text, read(file));
  std::error_code ignored;
  return parse_policy(text, file.string(), fs::absolute(file, ignored).parent_path());
}

Result<Policy> parse_policy(std::string_view text, const std::string& name,
                            const fs::path& folder) {
  const auto json = parse_json(text, name);
  const auto valid = json ? validate_json(*json, schema, name) : Result<void>();
  if (!json || !valid)
    return fail(Errc::invalid_argument, "policy-invalid",
                json ? valid.error().message : json.error().message);
  Policy policy;
  policy.approvals = json->value("approvals", policy.approvals);
  policy.self_assessment = json->value("self_assessment", false);
  policy.minimum_grade = json->value("minimum_grade", "");
  policy.screening.rules = json->value("quarantine", policy.screening.rules);
  policy.screening.clamd = json->value("clamd", "");
  for (const std::string& rule : policy.screening.rules)
    if (!find_rule(rule))
      return fail(Errc::invalid_argument, "policy-invalid",
                  name + ": /quarantine names the rule \"" + rule + "\", which does not exist");
  policy.webhook_hosts = json->value("webhook_hosts", std::vector<std::string>{});
  if (json->contains("rubric")) {
    const fs::path path = folder / json->at("rubric").get<std::string>();
    HAAT_TRY(const std::string rubric, read(path));
    HAAT_TRY(policy.rubric, Rubric::parse(rubric, path.string()));
  }
  if (!policy.minimum_grade.empty() && rank(policy.minimum_grade, policy.rubric) < 0)
    return fail(Errc::invalid_argument, "policy-invalid",
                name + ": the rubric " + policy.rubric.id() + " has no grade \"" +
                    policy.minimum_grade + "\"");
  return policy;
}

bool good_enough(const std::string& grade, const Policy& policy) {
  return rank(grade, policy.rubric) >=
         (policy.minimum_grade.empty() ? 0 : rank(policy.minimum_grade, policy.rubric));
}

}  // namespace haat::server
