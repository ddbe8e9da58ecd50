#include "core/qa/rubric/rubric.hpp"

#include <cstdlib>
#include <set>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/qa/rule.hpp"

namespace haat {

std::span<const EmbeddedFile> rubric_files();

namespace {

tl::unexpected<Error> invalid(const std::string& name, const std::string& why) {
  return fail(Errc::invalid_argument, "rubric-invalid", name + ": " + why);
}

MachineCheck check_of(const Json& json) {
  MachineCheck check;
  check.contradicted_by = json.at("contradicted_by").get<std::vector<std::string>>();
  check.proved_without = json.value("proved_without", false);
  check.applies_to = json.value("applies_to", "");
  return check;
}

RubricItem item_of(const Json& json) {
  RubricItem item{
      json.at("id"), json.at("text").get<Translated>(), json.value("always_applies", false), {}};
  if (json.contains("machine")) item.machine = check_of(json.at("machine"));
  return item;
}

Criterion criterion_of(const Json& json) {
  Criterion criterion{json.at("id"),
                      json.at("title").get<Translated>(),
                      json.value("weight", 0),
                      json.value("minimum", 0),
                      {}};
  for (const Json& item : json.at("items")) criterion.items.push_back(item_of(item));
  return criterion;
}

Result<void> judge_weights(const std::vector<Criterion>& criteria, const std::string& name) {
  int sum = 0, scored = 0;
  for (const Criterion& criterion : criteria) {
    sum += criterion.weight;
    scored += criterion.gate() ? 0 : 1;
  }
  // So that scores are exact in 64 bits (score.cpp).
  if (scored > 8) return invalid(name, "at most 8 criteria may have a weight");
  if (sum != 100)
    return invalid(name, "the weights of its criteria add up to " + std::to_string(sum) +
                             "; make them add up to 100");
  return {};
}

Result<void> judge_grades(const std::vector<Grade>& grades, const std::string& name) {
  if (grades.front().from != 0) return invalid(name, "its first grade must be from 0");
  for (std::size_t i = 1; i < grades.size(); ++i)
    if (grades[i].from <= grades[i - 1].from)
      return invalid(
          name, "its grade \"" + grades[i].id + "\" must begin above \"" + grades[i - 1].id + "\"");
  return {};
}

Result<void> judge_items(const std::vector<Criterion>& criteria, const std::string& name) {
  std::set<std::string> seen;
  for (const Criterion& criterion : criteria)
    for (const RubricItem& item : criterion.items) {
      if (!seen.insert(item.id).second)
        return invalid(name, "two of its items are called \"" + item.id + "\"");
      for (const std::string& rule : item.machine.contradicted_by)
        if (!find_rule(rule))
          return invalid(name, "its item \"" + item.id + "\" names the rule \"" + rule +
                                   "\", which does not exist");
    }
  return {};
}

}  // namespace

// In the order in which CMakeLists.txt names them.
std::string_view rubric_schema() {
  return rubric_files()[1].bytes;
}

Result<Rubric> Rubric::parse(std::string_view text, const std::string& name, const Limits& limits) {
  const auto json = parse_json(text, name, limits);
  const auto valid = json ? validate_json(*json, rubric_schema(), name) : Result<void>();
  if (!json || !valid)
    return fail(Errc::invalid_argument, "rubric-invalid",
                json ? valid.error().message : json.error().message);
  Rubric rubric;
  rubric.json_ = text;
  rubric.id_ = json->at("id");
  rubric.version_ = json->at("version");
  rubric.title_ = json->at("title").get<Translated>();
  for (const Json& criterion : json->at("criteria"))
    rubric.criteria_.push_back(criterion_of(criterion));
  for (const Json& grade : json->at("grades"))
    rubric.grades_.push_back(
        {grade.at("id"), grade.at("title").get<Translated>(), grade.at("from").get<int>()});
  HAAT_TRY_VOID(judge_weights(rubric.criteria_, name));
  HAAT_TRY_VOID(judge_grades(rubric.grades_, name));
  HAAT_TRY_VOID(judge_items(rubric.criteria_, name));
  return rubric;
}

const Rubric& Rubric::quality() {
  static const Rubric rubric = [] {
    auto parsed = parse(rubric_files()[0].bytes, "haat-quality.json");
    if (!parsed) std::abort();  // our own file; a unit test reads it
    return *std::move(parsed);
  }();
  return rubric;
}

const RubricItem* Rubric::find(std::string_view id) const {
  for (const Criterion& criterion : criteria_)
    for (const RubricItem& item : criterion.items)
      if (item.id == id) return &item;
  return nullptr;
}

}  // namespace haat
