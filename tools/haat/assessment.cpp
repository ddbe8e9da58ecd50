#include "tools/haat/assessment.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/paint.hpp"
#include "core/qa/rubric/assessment.hpp"
#include "core/wording.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

std::string kind_of(const Criterion& criterion) {
  if (criterion.gate()) return "gate";
  std::string text = std::to_string(criterion.weight) + " %";
  if (criterion.minimum > 0) text += ", at least " + std::to_string(criterion.minimum) + " %";
  return text;
}

struct Counts {
  int yes = 0, no = 0, not_applicable = 0, open = 0;
};

Counts count(const Criterion& criterion, const RubricAnswers& answers) {
  Counts counts;
  for (const RubricItem& item : criterion.items) {
    const auto found = answers.answers.find(item.id);
    if (found == answers.answers.end())
      ++counts.open;
    else if (found->second.answer == "yes")
      ++counts.yes;
    else if (found->second.answer == "no")
      ++counts.no;
    else
      ++counts.not_applicable;
  }
  return counts;
}

std::string verdict_on(const Criterion& criterion, const Counts& counts,
                       const RubricAnswers& answers) {
  if (criterion.gate() && counts.no > 0) return "fails";
  if (counts.open > 0) return "open";
  const auto& below = answers.below_minimum;
  return std::find(below.begin(), below.end(), criterion.id) == below.end() ? "passes"
                                                                            : "below its minimum";
}

void print_items(Io& io, const Criterion& criterion, const RubricAnswers& answers,
                 const std::string& language) {
  io.out << "\n" << printable(in_language(criterion.title, language)) << "\n";
  for (const RubricItem& item : criterion.items) {
    const auto found = answers.answers.find(item.id);
    const std::string answer = found == answers.answers.end()             ? "?"
                               : found->second.answer == "not_applicable" ? "n/a"
                                                                          : found->second.answer;
    io.out << "  " << printable(answer)
           << std::string(answer.size() < 4 ? 4 - answer.size() : 1, ' ') << item.id << ": "
           << printable(in_language(item.text, language)) << "\n";
    if (found != answers.answers.end() && !found->second.note.empty())
      io.out << "      " << (found->second.by_machine ? "the machine: " : "")
             << printable(found->second.note) << "\n";
  }
}

std::string title_of(const Rubric& rubric, const std::string& grade, const std::string& language) {
  for (const Grade& each : rubric.grades())
    if (each.id == grade) return std::string(in_language(each.title, language));
  return grade;
}

// The first few; --all shows every item.
std::string names(const std::vector<std::string>& items) {
  constexpr std::size_t most_named = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), most_named); ++i)
    text += (text.empty() ? "" : ", ") + printable(items[i]);
  if (items.size() > most_named) text += ", ... (--all shows each)";
  return text;
}

// "y", "n", "a" with a note behind it, as in "n the map is old": "=no:the map is old". Nothing: it
// is none of these.
std::string answer_in(const std::string& line, const RubricItem& item) {
  const std::string note = line.size() > 2 && line[1] == ' ' ? ":" + line.substr(2) : "";
  if (line.size() > 1 && note.empty()) return "";
  if (line[0] == 'y') return "=yes" + note;
  if (line[0] == 'n') return "=no" + note;
  if (line[0] == 'a' && !item.always_applies) return "=na" + note;
  return "";
}

Json answer_json(const RubricAnswers::One& one) {
  if (one.note.empty()) return one.answer;
  return {{"answer", one.answer}, {"note", one.note}};
}

Json answers_of_people(const RubricAnswers& answers) {
  Json json = Json::object();
  for (const auto& [item, one] : answers.answers)
    if (!one.by_machine) json[item] = answer_json(one);
  return json;
}

std::string file_of(const Rubric& rubric, const Json& answers) {
  return Json{{"rubric", rubric.id()}, {"answers", answers}}.dump(2, ' ', false,
                                                                  Json::error_handler_t::replace) +
         "\n";
}

}  // namespace

Result<Rubric> rubric_of(MarketplaceClient& client) {
  HAAT_TRY(const std::string json, client.rubric());
  auto rubric = Rubric::parse(json, "the marketplace's rubric");
  if (!rubric) rubric.error().kind = Errc::corrupt;
  return rubric;
}

void print_rubric(Io& io, const Rubric& rubric, const std::string& language) {
  io.out << printable(in_language(rubric.title(), language)) << " (" << rubric.id() << ")\n";
  for (const Criterion& criterion : rubric.criteria()) {
    io.out << "\n"
           << printable(in_language(criterion.title, language)) << " (" << kind_of(criterion)
           << ")\n";
    for (const RubricItem& item : criterion.items)
      io.out << "  " << item.id << ": " << printable(in_language(item.text, language)) << "\n";
  }
  io.out << "\n";
  for (const Grade& grade : rubric.grades())
    io.out << "from " << grade.from << ": " << printable(in_language(grade.title, language))
           << "\n";
}

void print_assessment(Io& io, const Rubric& rubric, const RubricAnswers& answers,
                      const AssessmentView& view) {
  Table table({"CRITERION", "COUNTS", "YES", "NO", "N/A", "OPEN", ""});
  for (const Criterion& criterion : rubric.criteria()) {
    const Counts counts = count(criterion, answers);
    table.add({std::string(in_language(criterion.title, view.language)), kind_of(criterion),
               std::to_string(counts.yes), std::to_string(counts.no),
               std::to_string(counts.not_applicable), std::to_string(counts.open),
               verdict_on(criterion, counts, answers)});
  }
  table.print(io);
  if (view.items)
    for (const Criterion& criterion : rubric.criteria())
      print_items(io, criterion, answers, view.language);
  io.out << "\n"
         << rubric.id() << ", answered by "
         << (answers.author.empty() ? "the machine alone so far" : printable(answers.author))
         << "\n";
  if (!answers.unanswered.empty())
    io.out << counted(answers.unanswered.size(), "item")
           << " unanswered: " << names(answers.unanswered) << "\n";
  if (!answers.failed_gates.empty())
    io.out << "no gate may fail, and these do: " << names(answers.failed_gates) << "\n";
  if (!answers.grade.empty())
    io.out << "score " << printable(answers.score)
           << " of 100: " << printable(title_of(rubric, answers.grade, view.language)) << "\n";
}

std::vector<std::string> ask_for_answers(Io& io, const Rubric& rubric, const RubricAnswers& answers,
                                         const std::string& language) {
  std::vector<std::string> changes;
  std::size_t left = answers.unanswered.size();
  for (const Criterion& criterion : rubric.criteria())
    for (const RubricItem& item : criterion.items) {
      if (answers.answers.contains(item.id)) continue;
      const std::string choices = item.always_applies ? "y/n" : "y/n/a";
      for (;;) {
        io.err << "\n"
               << printable(in_language(criterion.title, language)) << ", " << left << " open\n"
               << printable(in_language(item.text, language)) << "\n[" << choices
               << ", a note behind it; q ends] " << std::flush;
        std::string line;
        if (!std::getline(io.in, line) || line == "q") return changes;
        if (line.empty()) break;
        const std::string answer = answer_in(line, item);
        if (answer.empty()) {
          io.err << "y is yes, n is no" << (item.always_applies ? "" : ", a is not applicable")
                 << "; nothing leaves it open.\n";
          continue;
        }
        changes.push_back(item.id + answer);
        break;
      }
      --left;
    }
  return changes;
}

std::string blank_answers(const Rubric& rubric, const RubricAnswers& answers) {
  Json json = answers_of_people(answers);
  for (const std::string& item : answers.unanswered) json[item] = nullptr;
  return file_of(rubric, json);
}

Result<std::string> with_answers(const Rubric& rubric, const RubricAnswers& before,
                                 const std::vector<std::string>& changes) {
  Json json = answers_of_people(before);
  for (const std::string& change : changes) {
    const auto equals = change.find('=');
    const auto colon = change.find(':', equals);
    const std::string item = change.substr(0, equals);
    std::string answer =
        equals == std::string::npos
            ? ""
            : change.substr(equals + 1,
                            colon == std::string::npos ? std::string::npos : colon - equals - 1);
    if (answer == "na") answer = to_string(Answer::not_applicable);
    if (answer != "yes" && answer != "no" && answer != to_string(Answer::not_applicable))
      return fail(Errc::invalid_argument, "answer-invalid",
                  "\"" + printable(change) +
                      "\" is no answer; write ITEM=yes, ITEM=no or ITEM=na, with :why behind it "
                      "where it needs a note");
    const std::string note = colon == std::string::npos ? "" : change.substr(colon + 1);
    json[item] = answer_json({answer, false, note});
  }
  return file_of(rubric, json);
}

}  // namespace haat::cli
