#include "plugins/moodle/completions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "plugins/partner/listing.hpp"
#include "plugins/partner/plain_text.hpp"

namespace moodle {

using haat::provider::bad_data;
using haat::provider::Completion;
using haat::provider::Completions;
using haat::provider::not_found;
using partner::find;
using partner::Json;
using partner::number_if_any;
using partner::text_if_any;

namespace {

constexpr std::int64_t between_rounds = 3600;  // seconds
constexpr std::int64_t clocks_differ = 300;
constexpr int most_requests = 18;             // of a call; the list of courses may be another one
constexpr double last_second = 253402300799;  // of the year 9999

std::optional<std::int64_t> read_number(const char*& at, const char* end) {
  std::int64_t number = 0;
  if (at == end || *at < '0' || *at > '9') return {};
  const auto [after, error] = std::from_chars(at, end, number);
  if (error != std::errc()) return {};
  at = after;
  return number;
}

template <std::size_t Size>
bool is_one_of(const std::string& code, const std::array<const char*, Size>& codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// lang/en/{error,completion}.php: no completion is tracked, or we may not see who is there.
constexpr std::array of_course{"nocriteriaset", "cannotviewreport", "nopermissions",
                               "requireloginerror", "errorcoursecontextnotvalid"};
// They teach there, or are of a group that we may not see.
constexpr std::array of_user{"usernotenroled", "notenroled", "accessdenied"};

bool is_tracked(const Json& course) {
  const Json* const enabled = find(course, {"enablecompletion"});
  return enabled == nullptr || !(*enabled == 0 || *enabled == false);
}

std::string rfc3339(double seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

// When the last of the criteria was met, or the first where any is enough. Empty: it is not told.
std::string finished_at(const Json& status) {
  const Json* const criteria = find(status, {"completions"});
  const bool any = number_if_any(status, {"aggregation"}) == 2;
  double when = 0;
  if (criteria == nullptr || !criteria->is_array()) return {};
  for (const Json& one : *criteria) {
    const double time = number_if_any(one, {"timecompleted"}).value_or(0);
    if (!(time > 0 && time <= last_second)) continue;
    when = when == 0 ? time : any ? std::min(when, time) : std::max(when, time);
  }
  return when == 0 ? "" : rfc3339(when);
}

// The total of the course, which may be more than full with extra credit.
std::optional<double> score_in(const Json& report) {
  const Json* const grades = find(report, {"usergrades"});
  if (grades == nullptr || !grades->is_array() || grades->size() != 1) return {};
  const Json* const items = find(grades->front(), {"gradeitems"});
  if (items == nullptr || !items->is_array()) return {};
  for (const Json& item : *items) {
    if (text_if_any(item, {"itemtype"}) != "course") continue;
    const auto raw = number_if_any(item, {"graderaw"}), least = number_if_any(item, {"grademin"}),
               most = number_if_any(item, {"grademax"});
    if (!raw || !least || !most || !(*most > *least)) return {};
    return std::clamp((*raw - *least) / (*most - *least), 0.0, 1.0);
  }
  return {};
}

// The partner's own id of them. Never the e-mail, which is not even asked for.
std::string learner_of(const Json& user) {
  const std::string number = partner::one_line(text_if_any(user, {"idnumber"}));
  return number.empty() ? partner::one_line(text_if_any(user, {"username"})) : number;
}

// A page of completions while it is filled.
class Page {
 public:
  Page(Site& site, const std::function<void(const std::string&)>& complain)
      : site_(site), complain_(complain) {}

  bool has_room() const { return requests_ + 3 <= most_requests; }  // for one user

  // Some more of those enrolled in a course, or none: then the course is done.
  Json enrolled(std::int64_t course, std::int64_t offset) {
    const int most = (most_requests - requests_ - 1) / 2;
    Json users =
        call("core_enrol_get_enrolled_users", {{"courseid", std::to_string(course)},
                                               {"options[0][name]", "userfields"},
                                               {"options[0][value]", "id,username,idnumber"},
                                               {"options[1][name]", "limitfrom"},
                                               {"options[1][value]", std::to_string(offset)},
                                               {"options[2][name]", "limitnumber"},
                                               {"options[2][value]", std::to_string(most)},
                                               {"options[3][name]", "sortby"},
                                               {"options[3][value]", "id"}});
    if (!users.is_array())
      throw bad_data(site_.name() + " answered no list of users: is that another version?");
    if (users.size() > static_cast<std::size_t>(most))
      throw bad_data(site_.name() + " answered " + std::to_string(users.size()) + " users where " +
                     std::to_string(most) + " were asked for");
    limit_ = most;
    return users;
  }
  int limit() const { return limit_; }  // of users that were asked for last

  void add(std::int64_t course, const Json& user) {
    const auto id = number_if_any(user, {"id"});
    if (!id || !(*id > 0 && *id < 1e15))
      return complain_("a user is left out: the id is no number");
    const std::string who = std::to_string(static_cast<std::int64_t>(*id));
    const std::vector<partner::Field> both{{"courseid", std::to_string(course)}, {"userid", who}};
    const std::string learner = learner_of(user);
    if (!partner::is_id(learner))
      return complain_("user " + who + " is left out: there is no idnumber or username to be seen");
    const Json answer = call("core_completion_get_course_completion_status", both);
    const Json* const status = find(answer, {"completionstatus"});
    if (status == nullptr)
      throw bad_data(site_.name() + " answered without a \"completionstatus\"");
    const Json* const completed = find(*status, {"completed"});
    if (completed == nullptr || !(*completed == true || *completed == 1)) return;
    Completion row{learner, std::to_string(course), {}, finished_at(*status)};
    if (row.finished_at.empty())
      return complain_("user " + who + " has finished course " + row.external_id +
                       ", but nothing says when: left out");
    row.score = score(both);
    page_.rows.push_back(std::move(row));
  }

  Completions take(const Round& next) {
    page_.next = to_string(next);
    page_.more = !next.is_over;
    return std::move(page_);
  }

 private:
  Json call(const char* function, std::vector<partner::Field> arguments) {
    ++requests_;
    return site_.call(function, std::move(arguments));
  }

  // Completions without scores are better than none.
  std::optional<double> score(const std::vector<partner::Field>& both) {
    if (!has_grades_) return {};
    try {
      return score_in(call("gradereport_user_get_grade_items", both));
    } catch (const SiteError& error) {
      if (error.status() == HAAT_FAULT_SYSTEM) throw;
      has_grades_ = false;
      complain_(std::string("no score is told: ") + error.what());
      return {};
    }
  }

  Site& site_;
  const std::function<void(const std::string&)>& complain_;
  Completions page_;
  int requests_ = 0;
  int limit_ = 0;
  bool has_grades_ = true;
};

void add_user(Page& page, std::int64_t course, const Json& user) {
  try {
    page.add(course, user);
  } catch (const SiteError& error) {
    if (!is_one_of(error.code(), of_user)) throw;
  }
}

// Some more of a course. Whether there may be more than that.
bool add_course(Page& page, Round& round) {
  const Json users = page.enrolled(round.course, round.offset);
  for (const Json& user : users) add_user(page, round.course, user);
  // Fewer than were asked for may be those whom we may see: only none are the end.
  round.offset += page.limit();
  return !users.empty();
}

}  // namespace

std::string to_string(const Round& round) {
  const std::string began = std::to_string(round.began);
  return round.is_over
             ? began
             : began + "." + std::to_string(round.course) + "." + std::to_string(round.offset);
}

Round read_round(const std::string& cursor, std::time_t now) {
  if (cursor.empty()) return {now};
  const char* at = cursor.data();
  const char* const end = at + cursor.size();
  std::array<std::int64_t, 3> numbers{};
  std::size_t count = 0;
  for (; count < numbers.size(); ++count) {
    const auto number = read_number(at, end);
    if (!number) break;
    numbers[count] = *number;
    if (at == end || *at != '.') {
      ++count;
      break;
    }
    if (count + 1 < numbers.size()) ++at;
  }
  const auto [began, course, offset] = numbers;
  const bool ours = at == end && cursor.back() != '.' && (count == 1 || count == 3) && began > 0 &&
                    began <= now + clocks_differ;
  if (!ours) throw not_found("the cursor is none of this provider's");
  return {began, course, offset, count == 1};
}

bool is_due(const Round& round, std::time_t now) {
  return now >= round.began + between_rounds;
}

Completions list_completions(Site& site, const std::map<std::int64_t, Json>& courses, Round round,
                             const std::function<void(const std::string&)>& complain) {
  Page page(site, complain);
  for (auto row = courses.lower_bound(round.course); row != courses.end();) {
    if (row->first != round.course) {
      round.course = row->first;
      round.offset = 0;
    }
    if (is_tracked(row->second)) {
      if (!page.has_room()) return page.take(round);
      try {
        if (add_course(page, round)) continue;
      } catch (const SiteError& error) {
        if (!is_one_of(error.code(), of_course)) throw;
        if (error.code() != "nocriteriaset")
          complain("no completion of course " + std::to_string(row->first) +
                   " is told: " + error.what());
      }
    }
    ++row;
  }
  round.is_over = true;
  return page.take(round);
}

}  // namespace moodle
