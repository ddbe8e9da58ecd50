#include <array>

#include "core/characters.hpp"
#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"
#include "core/qa/rules/set_values.hpp"

namespace haat::rules {
namespace {

struct Limit {
  std::string_view begins, ends;  // of the element's name
  std::size_t characters;
};

// Data: what every LMS has to keep (SCORM 1.2 RTE 3.4.4; SCORM 2004 4th RTE 4.2). suspend_data has
// a rule of its own.
constexpr std::array of12{Limit{"cmi.interactions.", ".student_response", 255},
                          Limit{"cmi.interactions.", ".pattern", 255},
                          Limit{"cmi.interactions.", ".id", 255},
                          Limit{"cmi.objectives.", ".id", 255},
                          Limit{"cmi.core.lesson_location", "", 255},
                          Limit{"cmi.comments", "", 4096}};
constexpr std::array of2004{Limit{"cmi.interactions.", ".description", 250},
                            Limit{"cmi.interactions.", ".id", 4000},
                            Limit{"cmi.objectives.", ".description", 250},
                            Limit{"cmi.objectives.", ".id", 4000},
                            Limit{"cmi.location", "", 1000},
                            Limit{"cmi.comments_from_learner.", ".comment", 4000}};

template <std::size_t Count>
std::size_t most(const std::array<Limit, Count>& limits, std::string_view element) {
  for (const auto& [begins, ends, characters] : limits)
    if (ends.empty() ? element == begins : element.starts_with(begins) && element.ends_with(ends))
      return characters;
  return std::string_view::npos;
}

void check_file(const Subject& subject, const ContentFile& file, const Rule::Reporter& report) {
  if (!is_scorm(subject)) return;
  Repeats repeats;
  for (const auto& mention : file.mentions())
    if (const auto set = set_value(mention)) {
      const auto limit =
          is_scorm2004(subject) ? most(of2004, set->element) : most(of12, set->element);
      const auto length = characters_in(set->value);
      if (length > limit)
        repeats.add(std::string(set->element), file.place(mention),
                    "as far as the script's text tells, it sets " + std::string(set->element) +
                        " to a text of " + std::to_string(length) + " characters; LMSs keep " +
                        std::to_string(limit));
    }
  repeats.report(file, report);
}

}  // namespace

extern const Rule run_time_text_too_long;
constinit const Rule run_time_text_too_long{
    .id = "run-time-text-too-long",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script hands the LMS a longer text than it has to keep.",
    .why =
        "Some LMSs cut the text off, others refuse it and answer every later call with an error.",
    .fix = "Shorten the text, or hand over an identifier instead of it.",
    .spec = "SCORM 1.2 RTE 3.4.4; SCORM 2004 4th RTE 4.2",
    .bad = R"(
-- index.html -- changed
-API.LMSCommit("");
+API.LMSSetValue("cmi.core.lesson_location", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
+API.LMSCommit("");
)",
    .good = R"(
-- index.html -- changed
-API.LMSCommit("");
+API.LMSSetValue("cmi.core.lesson_location", "page-7");
+API.LMSCommit("");
)",
    .check_file = check_file,
};

}  // namespace haat::rules
