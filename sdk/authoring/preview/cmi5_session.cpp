#include "sdk/authoring/preview/cmi5_session.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <string_view>

#include "core/embedded.hpp"

namespace haat {

std::span<const EmbeddedFile> cmi5_requirements();

namespace {

constexpr std::string_view verb_root = "http://adlnet.gov/expapi/verbs/";
constexpr std::string_view cmi5_category = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
constexpr std::string_view move_on_category =
    "https://w3id.org/xapi/cmi5/context/categories/moveon";
constexpr std::string_view session_extension =
    "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
constexpr std::string_view mastery_extension =
    "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
constexpr std::string_view progress_extension =
    "https://w3id.org/xapi/cmi5/result/extensions/progress";

// The member at the end of the path; null where there is none.
const Json& at(const Json& value, std::initializer_list<std::string_view> path) {
  static const Json none;
  const Json* here = &value;
  for (const auto name : path) {
    if (!here->is_object()) return none;
    const auto found = here->find(name);
    if (found == here->end()) return none;
    here = &*found;
  }
  return *here;
}

std::string text_at(const Json& value, std::initializer_list<std::string_view> path) {
  const Json& found = at(value, path);
  return found.is_string() ? found.get<std::string>() : "";
}

bool has_activity(const Json& list, std::string_view id) {
  if (list.is_object()) return text_at(list, {"id"}) == id;
  return list.is_array() && std::ranges::any_of(list, [&](const Json& activity) {
           return text_at(activity, {"id"}) == id;
         });
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !digit) return false;
  }
  return true;
}

bool is_utc(std::string_view time) {
  return time.ends_with('Z') || time.ends_with("+00:00") || time.ends_with("+0000");
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What is asked of every statement.
std::optional<std::string> judge_any(const Json& statement, const Cmi5Session& session) {
  if (!is_uuid(text_at(statement, {"id"}))) return "9.1.0.0-1 (d)";
  if (at(statement, {"actor"}) != session.actor) return "8.1.3.0-3 (d)";
  const std::string time = text_at(statement, {"timestamp"});
  if (time.empty()) return "9.7.0.0-1 (d)";
  if (!is_utc(time)) return "9.7.0.0-2 (d)";
  if (text_at(statement, {"context", "registration"}) != session.registration)
    return "8.1.4.0-3 (d)";
  if (text_at(statement, {"context", "extensions", session_extension}) != session.id)
    return "9.6.3.1-4 (d)";
  if (session.terminated) return "9.3.0.0-5 (d2)";
  return {};
}

std::optional<std::string> judge_allowed(const Json& statement, const Cmi5Session& session) {
  if (!session.begun()) return "9.3.0.0-4 (d2)";
  if (has_activity(at(statement, {"context", "contextActivities", "category"}), move_on_category))
    return "9.6.2.2-2 (d)";
  return {};
}

std::optional<std::string> judge_score(const Json& statement, const Cmi5Session& session,
                                       bool passed) {
  const auto mastery = number(session.unit->mastery_score);
  const Json& scaled = at(statement, {"result", "score", "scaled"});
  if (!mastery || !scaled.is_number()) return {};
  if (!at(statement, {"context", "extensions", mastery_extension}).is_number())
    return "9.6.3.2-2 (d)";
  const bool reached = scaled.get<double>() >= *mastery;
  if (passed && !reached) return "9.3.4.0-2 (d2)";
  if (!passed && reached) return "9.3.5.0-2 (d)";
  return {};
}

std::optional<std::string> judge_defined(const Json& statement, const std::string& verb,
                                         const Cmi5Session& session, const Cmi5Progress& progress) {
  if (text_at(statement, {"object", "id"}) != session.activity) return "8.1.5.0-6 (d)";
  if (session.verbs.contains(verb)) return "9.3.0.0-2 (d)";
  if (verb == "initialized")
    return session.knows_preferences ? std::nullopt : std::optional<std::string>("11.0.0.0-3 (d2)");
  if (!session.begun()) return "9.3.0.0-4 (d2)";
  const Json& activities = at(statement, {"context", "contextActivities"});
  if (!has_activity(at(activities, {"grouping"}), session.unit->id)) return "9.6.2.0-1 (d)";
  if (verb == "terminated") return {};
  if (verb != "completed" && verb != "passed" && verb != "failed") return "9.3.0.0-1";
  if (session.launch_mode != "Normal")
    return session.launch_mode == "Browse" ? "10.2.2.0-2 (d)" : "10.2.2.0-3 (d)";
  if (!has_activity(at(activities, {"category"}), move_on_category))
    return verb == "completed" ? "9.6.2.2-1 (d1)"
           : verb == "passed"  ? "9.6.2.2-1 (d2)"
                               : "9.6.2.2-1 (d3)";
  if (verb == "completed")
    return progress.completed ? std::optional<std::string>("9.3.0.0-6 (d2)") : std::nullopt;
  if (session.verbs.contains("passed") || session.verbs.contains("failed")) return "9.3.0.0-3 (d)";
  if (progress.passed) return verb == "passed" ? "9.3.0.0-7 (d2)" : "9.3.0.0-8 (d)";
  return judge_score(statement, session, verb == "passed");
}

void note(const Json& statement, const std::string& verb, Cmi5Session& session,
          Cmi5Progress& progress) {
  session.verbs.insert(verb);
  session.terminated = session.terminated || verb == "terminated";
  progress.completed = progress.completed || verb == "completed";
  progress.passed = progress.passed || verb == "passed";
  progress.failed = !progress.passed && (progress.failed || verb == "failed");
  const Json& scaled = at(statement, {"result", "score", "scaled"});
  if ((verb == "passed" || verb == "failed") && scaled.is_number())
    progress.score = scaled.get<double>();
}

}  // namespace

bool Cmi5Progress::satisfies(const std::string& move_on) const {
  if (move_on == "Passed") return passed;
  if (move_on == "Completed") return completed;
  if (move_on == "CompletedAndPassed") return completed && passed;
  if (move_on == "CompletedOrPassed") return completed || passed;
  return true;
}

std::optional<std::string> take_statement(const Json& statement, Cmi5Session& session,
                                          Cmi5Progress& progress) {
  if (auto broken = judge_any(statement, session)) return broken;
  const bool defined =
      has_activity(at(statement, {"context", "contextActivities", "category"}), cmi5_category);
  std::string verb = text_at(statement, {"verb", "id"});
  if (!defined) {
    if (auto broken = judge_allowed(statement, session)) return broken;
  } else {
    verb = verb.starts_with(verb_root) ? verb.substr(verb_root.size()) : verb;
    if (auto broken = judge_defined(statement, verb, session, progress)) return broken;
    note(statement, verb, session, progress);
  }
  const Json& way = at(statement, {"result", "extensions", progress_extension});
  if (way.is_number_integer() && way >= 0 && way <= 100) progress.percent = way.get<int>();
  return {};
}

std::string cmi5_requirement(const std::string& id) {
  static const Json all = Json::parse(cmi5_requirements().front().bytes, nullptr, false);
  return text_at(all, {id, "txt"});
}

}  // namespace haat
