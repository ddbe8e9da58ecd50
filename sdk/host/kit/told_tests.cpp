#include <algorithm>
#include <cmath>
#include <regex>
#include <unordered_map>

#include "core/json/json.hpp"
#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"

// haat.delta, haat.completions and haat.records: what is told page by page beside the catalogue
namespace haat::kit {
namespace {

constexpr const char* strange_cursor = "a cursor that nobody was told";

const char* interface_of(Told told) {
  if (told == Told::records) return HAAT_INTERFACE_RECORDS;
  return told == Told::changes ? HAAT_INTERFACE_DELTA : HAAT_INTERFACE_COMPLETIONS;
}

bool is_id(const std::optional<std::string>& text) {
  return text && !text->empty() && text->size() <= HAAT_MAX_ID_BYTES && wire::is_token(*text);
}

std::string trouble_of(const Seen& page) {
  if (page.next &&
      (page.next->empty() || page.next->size() > HAAT_MAX_ID_BYTES || !wire::is_token(*page.next)))
    return "the cursor " + quoted(*page.next) + " is empty, has more than " +
           std::to_string(HAAT_MAX_ID_BYTES) + " bytes, or is no plain text";
  if (page.nexts > 1) return "next was called " + std::to_string(page.nexts) + " times for a page";
  if (page.other_thread) return "the sink was called on a thread of the provider's own";
  for (const SeenTombstone& gone : page.gone)
    if (!is_id(gone.external_id))
      return "of the course " + quoted(gone.external_id) +
             ", which is gone, the id is empty, too long, or has control characters";
  if (page.rows() > HAAT_MAX_PAGE_COURSES)
    return "a page is longer than the limit of " + std::to_string(HAAT_MAX_PAGE_COURSES);
  return {};
}

Verdict ends(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  std::string trouble;
  const auto walk = trial.walk(told, [&](const Seen& page, const std::string&) {
    trouble = trouble_of(page);
    return trouble.empty();
  });
  if (!trouble.empty()) return failed(trouble);
  return walk.too_long.empty() ? walk.verdict() : skipped(walk.too_long);  // nobody saw the end
}

Verdict strange_is_not_found(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  const Seen seen = trial.ask(told, strange_cursor);
  if (seen.status != HAAT_NOT_FOUND) return failed("such a cursor " + ending_of(seen));
  return seen.explanation.empty() ? failed("it does not say why") : passed();
}

Verdict garbage_is_survived(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  for (const std::string& cursor : garbage(trial.seed()))
    if (const Seen seen = trial.ask(told, cursor); !is_known(seen.status))
      return failed("the cursor " + quoted(cursor) + " " + ending_of(seen));
  const Seen seen = trial.ask(told, "");
  return seen.status == HAAT_OK ? passed() : failed("afterwards the first page " + ending_of(seen));
}

Verdict stops(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  for (const Stop& stop : {Stop{.at_row = 0}, Stop{.at_next = true}}) {
    const Seen whole = trial.ask(told, "");
    if (stop.at_next ? whole.nexts == 0 : whole.rows() == 0) continue;
    const Seen seen = trial.ask(told, "", stop);
    if (seen.after_stop > 0)
      return failed("the sink was called " + std::to_string(seen.after_stop) +
                    " more times after it had answered HAAT_STOPPED");
    if (seen.status != HAAT_STOPPED)
      return failed("the call " + ending_of(seen) + ", although the sink stopped it");
  }
  return passed();
}

std::size_t digest_of(const SeenCompletion& one) {
  std::string all;
  for (const auto& text :
       {one.learner, one.external_id, one.began_at, one.finished_at, one.certificate})
    all.append(text ? "+" : "-").append(text.value_or("")).push_back('\0');
  for (const auto& number : {one.score, one.hours})
    all += number ? std::to_string(*number) + "," : "-,";
  return std::hash<std::string>()(all);
}

std::size_t digest_of_id(const std::string& external_id) {
  return std::hash<std::string>()(external_id);
}

// What a host holds that took all it was told: each course's digest by that of its id.
using Held = std::unordered_map<std::size_t, std::size_t>;

void take(const Seen& page, Held& held) {
  auto gone = page.gone.begin();
  for (std::size_t i = 0; i <= page.courses.size(); ++i) {
    for (; gone != page.gone.end() && gone->after == i; ++gone)
      held.erase(digest_of_id(gone->external_id));
    if (i < page.courses.size())
      held[digest_of_id(page.courses[i].external_id.value_or(""))] = digest_of(page.courses[i]);
  }
}

Trial::Walk take_all(Trial& trial, Held& held) {
  return trial.walk(Told::changes, [&](const Seen& page, const std::string&) {
    take(page, held);
    return true;
  });
}

// Full: a date, a time, an offset.
bool is_time(const std::optional<std::string>& text) {
  static const std::regex form(
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
      "(\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])");
  return text && text->size() < 40 && std::regex_match(*text, form);
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

std::string trouble_of(const SeenRecord& record, bool has_content) {
  const std::string text = record.json.value_or("");
  if (text.size() > HAAT_MAX_RECORD_BYTES)
    return "has " + std::to_string(text.size()) + " bytes; the limit is " +
           std::to_string(HAAT_MAX_RECORD_BYTES);
  if (!wire::is_text(text)) return "is no UTF-8";
  if (const auto json = parse_json(text, "the record"); !json || !json->is_object())
    return "is no JSON object: " + quoted(text);
  if (record.has_package && !has_content)
    return "says that it has a package, but there is no " HAAT_INTERFACE_CONTENT;
  return {};
}

// Every row of one kind. `what` is one of them, `none` what is said where there are none.
template <class Row, class TroubleOf>
Verdict are_well_formed(Trial& trial, Told told, std::vector<Row> Seen::*rows_of, const char* what,
                        const char* none, const TroubleOf& trouble_of_row) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  std::size_t rows = 0;
  std::string trouble;
  const auto walk = trial.walk(told, [&](const Seen& page, const std::string&) {
    for (const Row& row : page.*rows_of) {
      ++rows;
      trouble = trouble_of_row(row);
      if (!trouble.empty()) return false;
    }
    return true;
  });
  if (!trouble.empty()) return failed(what + (" " + std::to_string(rows) + " ") + trouble);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  return rows == 0 ? skipped(none) : walk.verdict();
}

const Trial::Look all_of_it = [](const Seen&, const std::string&) { return true; };

// Row by row, whatever the pages are.
Verdict are_repeatable(Trial& trial, Told told) {
  if (auto missing = trial.started_with(interface_of(told))) return *missing;
  std::vector<std::size_t> rows[2];
  Trial::Walk walks[2];
  for (int time = 0; time < 2; ++time) {
    walks[time] = trial.walk(told, [&](const Seen& page, const std::string&) {
      for (const SeenCompletion& one : page.completions) rows[time].push_back(digest_of(one));
      for (const SeenRecord& one : page.records)
        rows[time].push_back(
            std::hash<std::string>()((one.has_package ? "+" : "-") + one.json.value_or("")));
      return true;
    });
    if (!walks[time].trouble.empty())
      return failed((time == 0 ? "" : "the second time, ") + walks[time].trouble);
  }
  const Trial::Walk& shorter = walks[1].too_long.empty() ? walks[0] : walks[1];
  if (!shorter.too_long.empty())
    for (auto& each : rows) each.resize(std::min(rows[0].size(), rows[1].size()));
  if (rows[0] == rows[1]) return passed(shorter.too_long);
  return failed("the second walk saw others than the first");
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

Verdict records_end(Trial& trial) {
  return ends(trial, Told::records);
}
Verdict records_cursor_unknown_is_not_found(Trial& trial) {
  return strange_is_not_found(trial, Told::records);
}
Verdict records_garbage_is_survived(Trial& trial) {
  return garbage_is_survived(trial, Told::records);
}
Verdict records_stop(Trial& trial) {
  return stops(trial, Told::records);
}

Verdict records_are_objects(Trial& trial) {
  return are_well_formed(
      trial, Told::records, &Seen::records, "record", "there are no records",
      [&](const SeenRecord& record) { return trouble_of(record, trial.has_content()); });
}

Verdict records_are_repeatable(Trial& trial) {
  return are_repeatable(trial, Told::records);
}

// The order of the changes counts: a course that is gone may come again, and one that was told of
// may be gone since.
Verdict delta_begins_with_the_catalogue(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  Held held;
  const auto told = take_all(trial, held);
  if (!told.trouble.empty()) return failed(told.trouble);
  std::string trouble;
  const auto listed = trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses) {
      const std::string id = course.external_id.value_or("");
      const auto found = held.find(digest_of_id(id));
      if (found == held.end())
        trouble = "the course " + quoted(id) + " of the catalogue is not there, or gone";
      else if (found->second != digest_of(course))
        trouble = "the course " + quoted(id) + " is not told as in the catalogue";
      else
        held.erase(found);
      if (!trouble.empty()) return false;
    }
    return true;
  });
  if (!told.too_long.empty()) return skipped(told.too_long);
  if (!trouble.empty()) return failed("after all changes from the beginning " + trouble);
  if (!listed.trouble.empty()) return skipped(listed.trouble);
  if (!listed.too_long.empty()) return skipped(listed.too_long);
  if (held.empty()) return passed();
  return failed("the changes from the beginning tell of " + std::to_string(held.size()) +
                " courses that the catalogue does not have, and not that they are gone");
}

// Courses go where the settings of --empty take the place of those given. A provider that cannot
// know what went may say that the cursor is too old.
Verdict delta_tells_what_is_gone(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  if (trial.settings().empty.empty())
    return skipped("nothing can be removed; try settings with an empty catalogue by --empty");
  Held held;
  const auto walk = take_all(trial, held);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (!walk.too_long.empty()) return skipped(walk.too_long);
  if (held.empty()) return skipped("the catalogue is empty with the settings given, too");
  trial.configure(trial.settings().empty);
  if (auto missing = trial.started()) return *missing;
  for (std::string cursor = walk.end; !held.empty();) {
    const Seen page = trial.ask(Told::changes, cursor);
    if (page.status == HAAT_NOT_FOUND && cursor == walk.end) return passed();
    if (page.status != HAAT_OK) return failed("the cursor from before " + ending_of(page));
    if (const std::string trouble = trouble_of(page); !trouble.empty()) return failed(trouble);
    take(page, held);
    if (!page.more || !page.next || *page.next == cursor) break;
    cursor = *page.next;
  }
  return held.empty() ? passed()
                      : failed("the catalogue is empty now, and " + std::to_string(held.size()) +
                               " courses are not told as gone");
}

Verdict delta_is_quiet_without_changes(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  const auto walk = trial.walk(Told::changes, all_of_it);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (!walk.too_long.empty()) return skipped(walk.too_long);
  const Seen again = trial.ask(Told::changes, walk.end);
  if (again.status != HAAT_OK) return failed("the last cursor, at once, " + ending_of(again));
  if (again.rows() > 0 || again.more)
    return failed("nothing changed since the last cursor, and " + std::to_string(again.rows()) +
                  " changes are told" + (again.more ? ", with more to come" : ""));
  return passed();
}

Verdict delta_outlives_the_provider(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_DELTA)) return *missing;
  const auto walk = trial.walk(Told::changes, all_of_it);
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (!walk.too_long.empty()) return skipped(walk.too_long);
  if (auto missing = trial.started()) return *missing;
  const Seen again = trial.ask(Told::changes, walk.end);
  return again.status == HAAT_OK ? passed()
                                 : failed("after a restart the last cursor " + ending_of(again));
}

Verdict completions_are_well_formed(Trial& trial) {
  return are_well_formed(trial, Told::completions, &Seen::completions, "completion",
                         "nobody has finished anything",
                         [](const SeenCompletion& one) { return trouble_of(one); });
}

Verdict completions_are_repeatable(Trial& trial) {
  return are_repeatable(trial, Told::completions);
}

}  // namespace haat::kit
