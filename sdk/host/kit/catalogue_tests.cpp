#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <regex>
#include <unordered_set>

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

// Walks through the catalogue and judges each page: the first sentence is the verdict.
template <class Judge>
Verdict each_page(Trial& trial, Judge judge) {
  if (auto missing = trial.started()) return *missing;
  std::string trouble;
  const auto walk = trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    trouble = judge(page);
    return trouble.empty();
  });
  return trouble.empty() ? walk.verdict() : failed(std::move(trouble));
}

// The same for each course.
template <class Judge>
Verdict each_course(Trial& trial, Judge judge) {
  std::size_t courses = 0;
  const Verdict verdict = each_page(trial, [&](const Seen& page) -> std::string {
    for (const SeenCourse& course : page.courses) {
      ++courses;
      if (std::string trouble = judge(course); !trouble.empty()) return trouble;
    }
    return {};
  });
  return verdict.kind == Verdict::Kind::passed && courses == 0 ? skipped("the catalogue is empty")
                                                               : verdict;
}

// One course after another, as digests, and what became of the walk.
struct Listed {
  std::vector<std::size_t> courses;
  Trial::Walk walk;
};
Listed listed(Trial& trial) {
  Listed all;
  all.walk = trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses) all.courses.push_back(digest_of(course));
    return true;
  });
  return all;
}

std::size_t digest_of(const Seen& page) {
  std::string all;
  for (const SeenCourse& course : page.courses) all += std::to_string(digest_of(course)) + ' ';
  return std::hash<std::string>()(all);
}

// Some pages of the catalogue, by their cursors.
struct KnownPage {
  std::string cursor;
  std::size_t digest = 0;
};
constexpr std::size_t most_pages_again = 100;

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
  return failed("list " + ending_of(seen));
}

Verdict list_keeps_limits(Trial& trial) {
  return each_page(trial, [](const Seen& page) -> std::string {
    if (page.courses.size() > HAAT_MAX_PAGE_COURSES)
      return "a page has more courses than the limit of " + std::to_string(HAAT_MAX_PAGE_COURSES);
    std::size_t bytes = 0;
    for (const SeenCourse& course : page.courses)
      for (const NamedText& one : texts) {
        const std::size_t size = (course.*one.text).value_or("").size();
        bytes += size;
        if (size > one.limit)
          return name_of(course) + " has " + one.name + " of " + std::to_string(size) +
                 " bytes; the limit is " + std::to_string(one.limit);
      }
    if (bytes > HAAT_MAX_PAGE_BYTES)
      return "a page has more bytes of text than the limit of " +
             std::to_string(HAAT_MAX_PAGE_BYTES);
    if (page.next.value_or("").size() > HAAT_MAX_ID_BYTES)
      return "a cursor has " + std::to_string(page.next->size()) + " bytes; the limit is " +
             std::to_string(HAAT_MAX_ID_BYTES);
    return {};
  });
}

Verdict list_ends(Trial& trial) {
  const Verdict verdict = each_page(trial, [](const Seen& page) -> std::string {
    return page.next && page.next->empty()
               ? "next was called with an empty cursor, which is the first page's; leave the call "
                 "out on the last page"
               : "";
  });
  if (verdict.kind != Verdict::Kind::passed || verdict.sentence.empty()) return verdict;
  return skipped(verdict.sentence);  // nobody saw the end
}

Verdict list_tells_next_once(Trial& trial) {
  return each_page(trial, [](const Seen& page) -> std::string {
    return page.nexts > 1 ? "next was called " + std::to_string(page.nexts) + " times for one page"
                          : "";
  });
}

Verdict list_stays_on_its_thread(Trial& trial) {
  return each_page(trial, [](const Seen& page) -> std::string {
    return page.other_thread ? "the sink was called on a thread of the provider's own" : "";
  });
}

Verdict list_of_nothing_is_a_page(Trial& trial) {
  if (!trial.settings().empty.empty()) trial.configure(trial.settings().empty);
  if (auto missing = trial.started()) return *missing;
  const Seen page = trial.list("");
  if (trial.settings().empty.empty() && (!page.courses.empty() || page.status != HAAT_OK))
    return skipped("the catalogue is not empty; try settings with which it is by --empty");
  if (page.status != HAAT_OK) return failed("the only page " + ending_of(page));
  if (!page.courses.empty())
    return failed("with the settings of --empty the first page has " +
                  std::to_string(page.courses.size()) + " courses");
  return page.next ? failed("there is no course, and yet a next page") : passed();
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
  std::unordered_set<std::size_t> known;  // digests: a million ids may be half a gigabyte
  return each_course(trial, [&](const SeenCourse& course) -> std::string {
    return known.insert(std::hash<std::string>()(course.external_id.value_or(""))).second
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
  const Listed first = listed(trial);
  if (!first.walk.trouble.empty()) return failed(first.walk.trouble);
  std::size_t at = 0;
  std::string trouble;
  const auto second = trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses) {
      if (at == first.courses.size()) {
        if (first.walk.too_long.empty())
          trouble = "the second walk saw " + name_of(course) + " after the last of the first";
        return false;
      }
      if (first.courses[at++] == digest_of(course)) continue;
      trouble = "as course " + std::to_string(at) + " the second walk saw " + name_of(course) +
                ", and the first another one, or it was told otherwise of it";
      return false;
    }
    return true;
  });
  if (!trouble.empty()) return failed(trouble);
  if (!second.trouble.empty()) return failed("the second time, " + second.trouble);
  if (at < first.courses.size() && second.too_long.empty())
    return failed("the first walk saw " + std::to_string(first.courses.size()) +
                  " courses, the second " + std::to_string(at));
  return passed(second.too_long.empty() ? first.walk.too_long : second.too_long);
}

// Of a catalogue of many pages, some: which ones the seed says.
Verdict cursors_come_back_later(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  std::mt19937_64 random(trial.seed());
  std::vector<KnownPage> pages;
  std::size_t seen = 0;
  const auto walk = trial.walk(Told::catalogue, [&](const Seen& page, const std::string& cursor) {
    ++seen;
    const KnownPage known{cursor, digest_of(page)};
    if (pages.size() < most_pages_again)
      pages.push_back(known);
    else if (const std::size_t at = random() % seen; at < most_pages_again)
      pages[at] = known;
    return true;
  });
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (seen < 2) return skipped("the catalogue has one page only");
  std::shuffle(pages.begin(), pages.end(), random);
  for (const auto& [cursor, digest] : pages)
    if (const Seen again = trial.list(cursor);
        again.status != HAAT_OK || digest_of(again) != digest)
      return failed("the cursor " + quoted(cursor) +
                    " gives another page when it is used again: " + again.explanation);
  return walk.verdict();
}

Verdict cursors_outlive_the_provider(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto cursor = trial.list("").next;
  if (!cursor) return skipped("the catalogue has one page only");
  const Seen before = trial.list(*cursor);
  if (auto missing = trial.started()) return *missing;
  const Seen again = trial.list(*cursor);
  if (again.status == HAAT_OK && again.courses == before.courses) return passed();
  return failed("after a restart the cursor " + quoted(*cursor) +
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
  const Listed all = listed(trial);
  const std::unordered_set<std::size_t> known(all.courses.begin(), all.courses.end());
  for (const std::string& cursor : garbage(trial.seed())) {
    const Seen seen = trial.list(cursor);
    if (!is_known(seen.status))
      return failed("the cursor " + quoted(cursor) + " ends with the status " +
                    status_name(seen.status));
    if (!all.walk.too_long.empty()) continue;  // what it brings may be of the rest
    for (const SeenCourse& course : seen.courses)
      if (!known.contains(digest_of(course)))
        return failed("the cursor " + quoted(cursor) + " brings " + name_of(course) +
                      ", which is not in the catalogue");
  }
  return trial.list("").status == HAAT_OK ? passed()
                                          : failed("afterwards the first page does not come");
}

Verdict stop_at_first_course(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  if (trial.list("").courses.empty()) return skipped("the first page is empty");
  const Seen seen = trial.list("", {.at_row = 0});
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
    trial.list("", {.at_row = at});
  const Seen after = trial.list("");
  return after.status == HAAT_OK && after.courses == before.courses
             ? passed()
             : failed("after a stop the first page is another one");
}

}  // namespace haat::kit
