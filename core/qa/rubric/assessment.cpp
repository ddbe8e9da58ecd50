#include "core/qa/rubric/assessment.hpp"

#include <optional>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"

namespace haat {
namespace {

constexpr std::string_view schema = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["rubric", "answers"],
  "properties": {
    "rubric": {"description": "the rubric's id, such as haat-quality/1", "type": "string", "maxLength": 120},
    "answers": {
      "description": "an answer for each item: yes, no, not_applicable, null, or an object with answer and note",
      "type": "object",
      "maxProperties": 2000,
      "additionalProperties": {
        "description": "yes, no, not_applicable, null, or an object with answer and note",
        "oneOf": [
          {"enum": ["yes", "no", "not_applicable", null]},
          {"type": "object", "additionalProperties": false, "required": ["answer"],
           "properties": {"answer": {"enum": ["yes", "no", "not_applicable", null]},
                          "note": {"type": "string", "maxLength": 4000}}}
        ]
      }
    }
  }
})json";

std::optional<Answer> answer_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  for (const Answer answer : {Answer::yes, Answer::no})
    if (json == to_string(answer)) return answer;
  return Answer::not_applicable;
}

std::optional<Answered> ask_machine(const MachineCheck& check, const Facts& facts) {
  if (check.contradicted_by.empty()) return std::nullopt;
  if (!check.applies_to.empty() && !facts.files.contains(check.applies_to))
    return Answered{Answer::not_applicable, true, "the package has no " + check.applies_to};
  for (const std::string& rule : check.contradicted_by)
    if (const auto found = facts.findings.find(rule); found != facts.findings.end())
      return Answered{Answer::no, true,
                      counted(static_cast<std::size_t>(found->second.count), "finding") + " of " +
                          rule + (found->second.place.empty() ? "" : ", the first in ") +
                          found->second.place};
  if (!check.proved_without) return std::nullopt;
  return Answered{Answer::yes, true, "no finding of " + joined(check.contradicted_by, ", ")};
}

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "assessment-invalid", "the assessment: " + why);
}

// A machine that says "no" has seen something; where it says "yes" or nothing applies, a person
// may know better just as well. Either is told.
Result<void> judge(const RubricItem& item, const Answered& said, const Assessment& machine) {
  if (item.always_applies && said.answer == Answer::not_applicable)
    return invalid("\"" + item.id + "\" applies to every course; answer it with yes or no");
  const auto answered = machine.answers.find(item.id);
  if (answered == machine.answers.end() || answered->second.answer == said.answer) return {};
  if (said.note.find_first_not_of(" \t\r\n") != std::string::npos) return {};
  return invalid("\"" + item.id + "\" was answered with " + to_string(answered->second.answer) +
                 " by the machine (" + printable(answered->second.note) +
                 "); say in a note why it is " + to_string(said.answer));
}

}  // namespace

const char* to_string(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::no:
      return "no";
    case Answer::not_applicable:
      return "not_applicable";
  }
  return "";
}

Assessment machine_answers(const Rubric& rubric, const Facts& facts) {
  Assessment assessment{rubric.id(), {}};
  for (const Criterion& criterion : rubric.criteria())
    for (const RubricItem& item : criterion.items)
      if (auto answered = ask_machine(item.machine, facts))
        assessment.answers[item.id] = std::move(*answered);
  return assessment;
}

Result<Assessment> parse_assessment(std::string_view text, const Rubric& rubric, const Facts& facts,
                                    const Limits& limits) {
  const auto json = parse_json(text, "the assessment", limits);
  const auto valid = json ? validate_json(*json, schema, "the assessment") : Result<void>();
  if (!json || !valid)
    return fail(Errc::invalid_argument, "assessment-invalid",
                json ? valid.error().message : json.error().message);
  const std::string answers_to = json->at("rubric");
  if (answers_to != rubric.id())
    return fail(Errc::conflict, "rubric-other",
                "the assessment answers the rubric " + printable(answers_to) +
                    "; the one in use is " + rubric.id());
  Assessment assessment = machine_answers(rubric, facts);
  const Assessment machine = assessment;
  for (const auto& [id, given] : json->at("answers").items()) {
    const RubricItem* item = rubric.find(id);
    if (!item)
      return invalid("the rubric " + rubric.id() + " has no item \"" + printable(id) + "\"");
    const auto answer = answer_of(given.is_object() ? given.at("answer") : given);
    if (!answer) continue;
    const Answered said{*answer, false, given.is_object() ? given.value("note", "") : ""};
    HAAT_TRY_VOID(judge(*item, said, machine));
    const auto by_machine = machine.answers.find(id);
    const bool agrees = by_machine != machine.answers.end() &&
                        by_machine->second.answer == said.answer && said.note.empty();
    if (!agrees) assessment.answers[id] = said;
  }
  return assessment;
}

std::string to_json(const Assessment& assessment) {
  Json answers = Json::object();
  for (const auto& [item, one] : assessment.answers)
    answers[item] = {{"answer", to_string(one.answer)},
                     {"by", one.by_machine ? "machine" : "person"},
                     {"note", one.note}};
  return Json{{"rubric", assessment.rubric}, {"answers", answers}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
}

Assessment assessment_of_json(std::string_view text) {
  const Json json = Json::parse(text);
  Assessment assessment{json.at("rubric").get<std::string>(), {}};
  for (const auto& [item, one] : json.at("answers").items())
    assessment.answers[item] = {answer_of(one.at("answer")).value_or(Answer::no),
                                one.at("by") == "machine", one.at("note").get<std::string>()};
  return assessment;
}

}  // namespace haat
