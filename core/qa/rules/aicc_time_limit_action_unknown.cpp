#include <algorithm>
#include <array>

#include "core/ascii.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::array words{std::string_view("e"), std::string_view("exit"),
                           std::string_view("c"), std::string_view("continue"),
                           std::string_view("m"), std::string_view("message"),
                           std::string_view("n"), std::string_view("no message")};

bool is_known(std::string_view action) {
  while (!action.empty()) {
    const auto word = lower_case(collapse(action.substr(0, action.find(','))));
    if (std::find(words.begin(), words.end(), word) == words.end()) return false;
    action.remove_prefix(std::min(action.find(','), action.size() - 1) + 1);
  }
  return true;
}

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto& course = subject.manifest.structure;
  if (!course || course->standard != Standard::aicc) return;  // SCORM's is in its schema
  each_item(subject, [&](const CourseStructure&, const Item& item) {
    if (!is_known(details_of(item).time_limit_action))
      report(item.source.empty() ? course->manifest : item.source, item.place,
             "the unit \"" + item.identifier + "\" has the unknown time limit action \"" +
                 details_of(item).time_limit_action + "\"");
  });
}

}  // namespace

extern const Rule aicc_time_limit_action_unknown;
constinit const Rule aicc_time_limit_action_unknown{
    .id = "aicc-time-limit-action-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary =
        "A unit of an AICC course says in no known words what happens when its time is over.",
    .why = "The LMS does what it likes: it may throw the learner out.",
    .fix = "Write \"exit\" or \"continue\", and \"message\" or \"no message\": \"exit,message\".",
    .spec = "AICC CMI001: assignable units, Time_Limit_Action",
    .bad = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","100","80","00:30:00","stop","","","",""
)",
    .good = R"(
over AICC
-- course.au -- changed
-"A1","lesson","","index.html","100","80","","","","","",""
+"A1","lesson","","index.html","100","80","00:30:00","E,N","","","",""
)",
    .check = check,
};

}  // namespace haat::rules
