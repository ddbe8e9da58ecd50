#include <array>
#include <charconv>
#include <span>

#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"
#include "core/qa/rules/set_values.hpp"
#include "core/qa/rules/timespan.hpp"

namespace haat::rules {
namespace {

struct Vocabulary {
  std::string_view element;
  std::span<const std::string_view> words;
};

// Data: SCORM 1.2 RTE 3.4.4; SCORM 2004 4th RTE 4.2. What only an LMS may set is no word here.
constexpr std::array<std::string_view, 5> lesson{"passed", "completed", "failed", "incomplete",
                                                 "browsed"};
constexpr std::array<std::string_view, 4> exit12{"time-out", "suspend", "logout", ""};
constexpr std::array<std::string_view, 4> completion{"completed", "incomplete", "not attempted",
                                                     "unknown"};
constexpr std::array<std::string_view, 3> success{"passed", "failed", "unknown"};
constexpr std::array<std::string_view, 5> exit2004{"time-out", "suspend", "logout", "normal", ""};
constexpr std::array of12{Vocabulary{"cmi.core.lesson_status", lesson},
                          Vocabulary{"cmi.core.exit", exit12}};
constexpr std::array of2004{Vocabulary{"cmi.completion_status", completion},
                            Vocabulary{"cmi.success_status", success},
                            Vocabulary{"cmi.exit", exit2004}};

std::string quoted_list(std::span<const std::string_view> words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "\"" : ", \"") + std::string(word) + "\"";
  return text;
}

std::string word_fault(const SetValue& set, std::span<const Vocabulary> vocabularies) {
  for (const auto& [element, words] : vocabularies)
    if (element == set.element && std::find(words.begin(), words.end(), set.value) == words.end())
      return "is none of " + quoted_list(words);
  return {};
}

std::string number_fault(std::string_view text, double least, double most) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return "is no number";
  if (number >= least && number <= most) return {};
  return "is not between " + std::to_string(static_cast<int>(least)) + " and " +
         std::to_string(static_cast<int>(most));
}

std::string fault12(const SetValue& set) {
  if (auto fault = word_fault(set, of12); !fault.empty()) return fault;
  for (const auto element : {"cmi.core.score.raw", "cmi.core.score.min", "cmi.core.score.max"})
    if (set.element == element && !set.value.empty()) return number_fault(set.value, 0, 100);
  if (set.element == "cmi.core.session_time" && !is_timespan(set.value))
    return "is no time of the form 0000:00:00.00";
  return {};
}

std::string fault2004(const SetValue& set) {
  if (auto fault = word_fault(set, of2004); !fault.empty()) return fault;
  if (set.element == "cmi.score.scaled") return number_fault(set.value, -1, 1);
  if (set.element == "cmi.progress_measure") return number_fault(set.value, 0, 1);
  if (set.element == "cmi.session_time" && !set.value.starts_with('P'))
    return "is no duration, such as \"PT1H5M\"";
  return {};
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  Repeats repeats;
  for (const auto& mention : file.mentions())
    if (const auto set = set_value(mention))
      if (const auto fault = is_scorm2004(subject) ? fault2004(*set) : fault12(*set);
          !fault.empty())
        repeats.add(std::string(set->element) + "=" + std::string(set->value), file.place(mention),
                    "as far as the script's text tells, it sets " + std::string(set->element) +
                        " to \"" + std::string(set->value.substr(0, 80)) + "\", which " + fault);
  repeats.report(file, report);
}

}  // namespace

extern const Rule run_time_value_refused;
constinit const Rule run_time_value_refused{
    .id = "run-time-value-refused",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script hands the LMS a value that it has to refuse.",
    .why = "The LMS answers with an error, keeps nothing, and the learner's result is lost.",
    .fix = "Write a value that the element can have, in the form that the standard gives it.",
    .spec = "SCORM 1.2 RTE 3.4.4; SCORM 2004 4th RTE 4.2",
    .bad = R"(
-- index.html -- changed
-API.LMSSetValue("cmi.core.lesson_status", "completed");
+API.LMSSetValue("cmi.core.lesson_status", "complete");
)",
    .good = R"(
-- index.html -- changed
-API.LMSCommit("");
+API.LMSSetValue("cmi.core.score.raw", "80");
+API.LMSSetValue("cmi.core.session_time", "00:10:30.5");
+API.LMSCommit("");
)",
    .check_file = check_file,
};

}  // namespace haat::rules
