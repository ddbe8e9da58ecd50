#include <algorithm>
#include <cmath>
#include <regex>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"

// haat.delta and haat.completions: what is told since a cursor
namespace haat::kit {
namespace {

constexpr const char* strange_cursor = "a cursor that nobody was told";

const char* interface_of(Told told) {
  return told == Told::changes ? HAAT_INTERFACE_DELTA : HAAT_INTERFACE_COMPLETIONS;
}

std::string of_status(const Seen& seen) {
  return "ends with the status " + status_name(seen.status) +
         (seen.explanation.empty() ? "" : ": " + seen.explanation);
}

Verdict ends(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  const auto walk = trial.walk(told);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  for (const Seen& page : walk.pages) {
    if (page.next->empty() || page.next->size() > HAAT_MAX_ID_BYTES || !wire::is_token(*page.next))
      return failed("the cursor " + quoted(*page.next) + " is empty, has more than " +
                    std::to_string(HAAT_MAX_ID_BYTES) + " bytes, or is no plain text");
    if (page.other_thread) return failed("the sink was called on a thread of the provider's own");
    if (page.courses.size() + page.gone.size() > HAAT_MAX_PAGE_COURSES ||
        page.completions.size() > HAAT_MAX_PAGE_COMPLETIONS)
      return failed("a page is longer than the limit of " + std::to_string(HAAT_MAX_PAGE_COURSES));
  }
  return passed();
}

Verdict strange_is_not_found(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  const Seen seen = trial.ask(told, strange_cursor);
  if (seen.status != HAAT_NOT_FOUND) return failed("such a cursor " + of_status(seen));
  return seen.explanation.empty() ? failed("it does not say why") : passed();
}

Verdict garbage_is_survived(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  for (const std::string& cursor : garbage(trial.seed()))
    if (const Seen seen = trial.ask(told, cursor); !is_known(seen.status))
      return failed("the cursor " + quoted(cursor) + " " + of_status(seen));
  const Seen seen = trial.ask(told, "");
  return seen.status == HAAT_OK ? passed() : failed("afterwards the first page " + of_status(seen));
}

Verdict stops(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  for (const Stop& stop : {Stop{.at_course = 0}, Stop{.at_next = true}}) {
    const Seen whole = trial.ask(told, "");
    const bool empty = whole.courses.empty() && whole.completions.empty();
    if (empty && !stop.at_next) continue;
    const Seen seen = trial.ask(told, "", stop);
    if (seen.after_stop > 0)
      return failed("the sink was called " + std::to_string(seen.after_stop) +
                    " more times after it had answered HAAT_STOPPED");
    if (seen.status != HAAT_STOPPED)
      return failed("the call " + of_status(seen) + ", although the sink stopped it");
  }
  return passed();
}

std::vector<SeenCourse> sorted(std::vector<SeenCourse> courses) {
  std::sort(courses.begin(), courses.end(),
            [](const SeenCourse& a, const SeenCourse& b) { return a.external_id < b.external_id; });
  return courses;
}

// Full: a date, a time, an offset.
bool is_time(const std::optional<std::string>& text) {
  static const std::regex form(
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
      "(\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])");
  return text && text->size() < 40 && std::regex_match(*text, form);
}

bool is_id(const std::optional<std::string>& text) {
  return text && !text->empty() && text->size() <= HAAT_MAX_ID_BYTES && wire::is_token(*text);
}

std::string trouble_of(const SeenCompletion& one) {
  if (!is_id(one.learner)) return "has no learner, or one with control characters or too long";
  if (!is_id(one.external_id)) return "has no course, or one with control characters or too long";
  if (!is_time(one.finished_at))
    return "was finished at " + quoted(one.finished_at.value_or("")) +
           ", which is no time such as 2026-11-23T12:11:46+05:30";
  if (one.began_at && !is_time(one.began_at))
    return "was begun at " + quoted(*one.began_at) +
           ", which is no time such as 2026-11-23T12:11:46+05:30";
  if (one.score && !(*one.score >= 0 && *one.score <= 1))
    return "has the score " + std::to_string(*one.score) + ", which is not from 0 to 1";
  if (one.hours && !(*one.hours >= 0 && std::isfinite(*one.hours)))
    return "took " + std::to_string(*one.hours) + " hours";
  if (one.certificate && !wire::is_token(*one.certificate))
    return "has a certificate with control characters, or no UTF-8, in its id";
  return {};
}

}  // namespace

Verdict delta_ends(Trial& trial) {
  return ends(trial, Told::changes);
}
Verdict completions_end(Trial& trial) {
  return ends(trial, Told::completions);
}
Verdict delta_cursor_unknown_is_not_found(Trial& trial) {
  return strange_is_not_found(trial, Told::changes);
}
Verdict completions_cursor_unknown_is_not_found(Trial& trial) {
  return strange_is_not_found(trial, Told::completions);
}
Verdict delta_garbage_is_survived(Trial& trial) {
  return garbage_is_survived(trial, Told::changes);
}
Verdict completions_garbage_is_survived(Trial& trial) {
  return garbage_is_survived(trial, Told::completions);
}
Verdict delta_stops(Trial& trial) {
  return stops(trial, Told::changes);
}
Verdict completions_stop(Trial& trial) {
  return stops(trial, Told::completions);
}

// What is gone already need not be told of, but a course that is told of is that of the catalogue.
Verdict delta_begins_with_the_catalogue(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  const auto listed = trial.walk(), told = trial.walk(Told::changes);
  if (!told.trouble.empty()) return failed(told.trouble);
  if (!listed.trouble.empty()) return skipped(listed.trouble);
  const auto a = sorted(listed.courses()), b = sorted(told.courses());
  if (a.size() != b.size())
    return failed("the catalogue has " + std::to_string(a.size()) +
                  " courses, the changes from the beginning have " + std::to_string(b.size()));
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin());
  if (differ.first == a.end()) return passed();
  return failed("the course " + quoted(differ.first->external_id.value_or("")) +
                " is another one, or not there, in the changes from the beginning");
}

Verdict delta_is_quiet_without_changes(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  const auto walk = trial.walk(Told::changes);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  const Seen again = trial.ask(Told::changes, walk.end);
  if (again.status != HAAT_OK) return failed("the last cursor, at once, " + of_status(again));
  const std::size_t told = again.courses.size() + again.gone.size();
  if (told > 0 || again.more)
    return failed("nothing changed since the last cursor, and " + std::to_string(told) +
                  " changes are told" + (again.more ? ", with more to come" : ""));
  return passed();
}

Verdict delta_outlives_the_provider(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  const auto walk = trial.walk(Told::changes);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (auto missing = trial.started()) return *missing;
  const Seen again = trial.ask(Told::changes, walk.end);
  return again.status == HAAT_OK ? passed()
                                 : failed("after a restart the last cursor " + of_status(again));
}

Verdict completions_are_well_formed(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_COMPLETIONS)) return *missing;
  const auto walk = trial.walk(Told::completions);
  const auto all = walk.completions();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (const std::string trouble = trouble_of(all[i]); !trouble.empty())
      return failed("completion " + std::to_string(i + 1) + " " + trouble);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  return all.empty() ? skipped("nobody has finished anything") : passed();
}

Verdict completions_are_repeatable(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_COMPLETIONS)) return *missing;
  const auto first = trial.walk(Told::completions), second = trial.walk(Told::completions);
  if (!first.trouble.empty()) return failed(first.trouble);
  if (!second.trouble.empty()) return failed("the second time, " + second.trouble);
  return first.completions() == second.completions()
             ? passed()
             : failed("the second walk saw other completions than the first");
}

}  // namespace haat::kit
