#include <algorithm>
#include <array>
#include <memory>
#include <regex>
#include <set>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"

// haat.catalogue/1
namespace haat::kit {
namespace {

// The id for a sentence about the course.
std::string name_of(const SeenCourse& course) {
  return "the course " + quoted(course.external_id.value_or(""));
}

struct NamedText {
  const char* name;
  const std::optional<std::string> SeenCourse::*text;
  std::size_t limit;
};
constexpr std::array<NamedText, 7> texts{{
    {"external_id", &SeenCourse::external_id, HAAT_MAX_ID_BYTES},
    {"title", &SeenCourse::title, HAAT_MAX_FIELD_BYTES},
    {"description", &SeenCourse::description, HAAT_MAX_TEXT_BYTES},
    {"language", &SeenCourse::language, HAAT_MAX_FIELD_BYTES},
    {"duration", &SeenCourse::duration, HAAT_MAX_FIELD_BYTES},
    {"version", &SeenCourse::version, HAAT_MAX_FIELD_BYTES},
    {"licence", &SeenCourse::licence, HAAT_MAX_FIELD_BYTES},
}};

// Walks the whole catalogue and judges each course: the first sentence is the verdict.
template <class Judge>
Verdict each_course(Trial& trial, Judge judge) {
  if (auto missing = trial.started()) return *missing;
  const auto walk = trial.walk();
  const auto courses = walk.courses();
  for (const SeenCourse& course : courses)
    if (std::string trouble = judge(course); !trouble.empty()) return failed(std::move(trouble));
  if (!walk.trouble.empty()) return failed(walk.trouble);
  return courses.empty() ? skipped("the catalogue is empty") : passed();
}

Verdict match(Trial& trial, const char* name, const std::optional<std::string> SeenCourse::*text,
              const char* form, const char* wanted) {
  const std::regex pattern(form, std::regex::icase);
  return each_course(trial, [&](const SeenCourse& course) {
    const auto& value = course.*text;
    if (!value || value->empty() || (value->size() <= 100 && std::regex_match(*value, pattern)))
      return std::string();
    return name_of(course) + " has the " + name + " " + quoted(*value) + ", which is no " + wanted;
  });
}

}  // namespace

Verdict list_first_page(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const Seen seen = trial.list("");
  if (seen.status == HAAT_OK) return passed();
  return failed("list ends with the status " + status_name(seen.status) + ": " + seen.explanation);
}

Verdict list_keeps_limits(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto walk = trial.walk();
  for (const Seen& page : walk.pages) {
    if (page.courses.size() > HAAT_MAX_PAGE_COURSES)
      return failed("a page has " + std::to_string(page.courses.size()) +
                    " courses; the limit is " + std::to_string(HAAT_MAX_PAGE_COURSES));
    std::size_t bytes = 0;
    for (const SeenCourse& course : page.courses)
      for (const NamedText& one : texts) {
        const std::size_t size = (course.*one.text).value_or("").size();
        bytes += size;
        if (size > one.limit)
          return failed(name_of(course) + " has " + one.name + " of " + std::to_string(size) +
                        " bytes; the limit is " + std::to_string(one.limit));
      }
    if (bytes > HAAT_MAX_PAGE_BYTES)
      return failed("a page has " + std::to_string(bytes) + " bytes of text; the limit is " +
                    std::to_string(HAAT_MAX_PAGE_BYTES));
    if (page.next.value_or("").size() > HAAT_MAX_ID_BYTES)
      return failed("a cursor has " + std::to_string(page.next->size()) + " bytes; the limit is " +
                    std::to_string(HAAT_MAX_ID_BYTES));
  }
  return passed();
}

Verdict list_ends(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto walk = trial.walk();
  if (!walk.trouble.empty()) return failed(walk.trouble);
  for (const Seen& page : walk.pages)
    if (page.next && page.next->empty())
      return failed(
          "next was called with an empty cursor, which is the first page's; leave the "
          "call out on the last page");
  return passed();
}

Verdict list_tells_next_once(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  for (const Seen& page : trial.walk().pages)
    if (page.nexts > 1)
      return failed("next was called " + std::to_string(page.nexts) + " times for one page");
  return passed();
}

Verdict list_stays_on_its_thread(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  for (const Seen& page : trial.walk().pages)
    if (page.other_thread) return failed("the sink was called on a thread of the provider's own");
  return passed();
}

Verdict course_ids_are_clean(Trial& trial) {
  return each_course(trial, [](const SeenCourse& course) -> std::string {
    if (!course.external_id) return "a course has the external id NULL";
    if (course.external_id->empty()) return "a course has an empty external id";
    if (!wire::is_token(*course.external_id))
      return name_of(course) + " has control characters, or no UTF-8, in its external id";
    return {};
  });
}

Verdict course_ids_are_unique(Trial& trial) {
  std::set<std::string> known;
  return each_course(trial, [&](const SeenCourse& course) -> std::string {
    return known.insert(course.external_id.value_or("")).second
               ? ""
               : name_of(course) + " is in the catalogue twice";
  });
}

Verdict course_titles_are_there(Trial& trial) {
  return each_course(trial, [](const SeenCourse& course) -> std::string {
    return course.title && course.title->find_first_not_of(" \t\r\n") != std::string::npos
               ? ""
               : name_of(course) + " has no title";
  });
}

Verdict course_texts_are_utf8(Trial& trial) {
  return each_course(trial, [](const SeenCourse& course) -> std::string {
    for (const NamedText& one : texts) {
      const std::string text = (course.*one.text).value_or("");
      if (!wire::is_text(text)) return name_of(course) + " has a " + one.name + " that is no UTF-8";
      // What is left of letters that went through an encoding that has none for them.
      if (text.find("\xef\xbf\xbd") != std::string::npos)
        return name_of(course) + " has a replacement character (U+FFFD) in its " + one.name;
      if (text.find("\xc3\xa0\xc2\xa4") != std::string::npos)
        return name_of(course) + " has Devanagari in its " + one.name +
               " that was read as Latin-1 and encoded again";
    }
    return {};
  });
}

Verdict course_languages_are_tags(Trial& trial) {
  return match(
      trial, "language", &SeenCourse::language,
      "[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{4,8})*(-x(-[a-z0-9]{1,8})+)?",
      "tag of BCP 47 such as hi or en-IN");
}

Verdict course_durations_are_iso(Trial& trial) {
  return match(trial, "duration", &SeenCourse::duration,
               "P(?=.)([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+"
               "(\\.[0-9]+)?S)?)?)",
               "duration of ISO 8601 such as PT1H30M");
}

Verdict list_is_repeatable(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto first = trial.walk(), second = trial.walk();
  if (!first.trouble.empty()) return failed(first.trouble);
  if (!second.trouble.empty()) return failed("the second time, " + second.trouble);
  const auto a = first.courses(), b = second.courses();
  if (a.size() != b.size())
    return failed("the first walk saw " + std::to_string(a.size()) + " courses, the second " +
                  std::to_string(b.size()));
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin());
  if (differ.first != a.end())
    return failed("in place of " + name_of(*differ.first) + " the second walk saw " +
                  name_of(*differ.second) + ", or told otherwise of it");
  return passed();
}

Verdict cursors_come_back_later(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto walk = trial.walk();
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (walk.pages.size() < 2) return skipped("the catalogue has one page only");
  for (std::size_t i = walk.pages.size(); i-- > 0;) {
    const Seen again = trial.list(walk.cursors[i]);
    if (again.status != HAAT_OK || again.courses != walk.pages[i].courses)
      return failed("the cursor " + quoted(walk.cursors[i]) +
                    " gives another page when it is used again: " + again.explanation);
  }
  return passed();
}

Verdict cursors_outlive_the_provider(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto walk = trial.walk();
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (walk.pages.size() < 2) return skipped("the catalogue has one page only");
  if (auto missing = trial.started()) return *missing;
  const Seen again = trial.list(walk.cursors[1]);
  if (again.status == HAAT_OK && again.courses == walk.pages[1].courses) return passed();
  return failed("after a restart the cursor " + quoted(walk.cursors[1]) +
                " does not give its page: status " + status_name(again.status) + ", " +
                again.explanation);
}

Verdict cursor_is_copied(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const Seen first = trial.list("");
  if (!first.next) return skipped("the catalogue has one page only");
  auto cursor = std::make_unique<std::string>(*first.next);
  const Seen second = trial.list(*cursor);
  std::fill(cursor->begin(), cursor->end(), '\x01');
  cursor.reset();
  const Seen again = trial.list(*first.next);
  return again.status == second.status && again.courses == second.courses
             ? passed()
             : failed("the page changed when the memory of its cursor was used anew");
}

Verdict cursor_unknown_is_not_found(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const Seen seen = trial.list("a cursor that nobody was told");
  if (seen.status == HAAT_NOT_FOUND) return passed();
  return failed("a cursor that nobody was told ends with the status " + status_name(seen.status) +
                (seen.status == HAAT_OK ? ", as if it were a page" : ": " + seen.explanation));
}

// A page may come of it: a cursor that says where to go on can be met by chance.
Verdict cursor_garbage_is_survived(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto known = trial.walk().courses();
  for (const std::string& cursor : garbage(trial.seed())) {
    const Seen seen = trial.list(cursor);
    if (!is_known(seen.status))
      return failed("the cursor " + quoted(cursor) + " ends with the status " +
                    status_name(seen.status));
    for (const SeenCourse& course : seen.courses)
      if (std::find(known.begin(), known.end(), course) == known.end())
        return failed("the cursor " + quoted(cursor) + " brings " + name_of(course) +
                      ", which is not in the catalogue");
  }
  return trial.list("").status == HAAT_OK ? passed()
                                          : failed("afterwards the first page does not come");
}

Verdict stop_at_first_course(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  if (trial.list("").courses.empty()) return skipped("the first page is empty");
  const Seen seen = trial.list("", {.at_course = 0});
  if (seen.after_stop > 0)
    return failed("the sink was called " + std::to_string(seen.after_stop) +
                  " more times after it had answered HAAT_STOPPED");
  if (seen.status != HAAT_STOPPED)
    return failed("list ends with the status " + status_name(seen.status) +
                  " although the sink stopped it");
  return passed();
}

Verdict stop_at_next(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  if (!trial.list("").next) return skipped("the catalogue has one page only");
  const Seen seen = trial.list("", {.at_next = true});
  if (seen.after_stop > 0)
    return failed("the sink was called again after next had answered HAAT_STOPPED");
  return seen.status == HAAT_STOPPED
             ? passed()
             : failed("list ends with the status " + status_name(seen.status) +
                      " although next stopped it");
}

Verdict works_after_a_stop(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const Seen before = trial.list("");
  if (before.courses.empty()) return skipped("the first page is empty");
  for (std::size_t at = 0; at < before.courses.size() && at < 10; ++at)
    trial.list("", {.at_course = at});
  const Seen after = trial.list("");
  return after.status == HAAT_OK && after.courses == before.courses
             ? passed()
             : failed("after a stop the first page is another one");
}

}  // namespace haat::kit
