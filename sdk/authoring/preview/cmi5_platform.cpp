#include "sdk/authoring/preview/cmi5_platform.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>
#include <Poco/URI.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <mutex>

#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "sdk/authoring/preview/cmi5_documents.hpp"
#include "sdk/authoring/preview/cmi5_session.hpp"
#include "sdk/authoring/preview/cmi5_statements.hpp"

namespace haat {

namespace {

constexpr std::size_t most_events = 2'000;
constexpr std::size_t most_event_bytes = 20'000;  // of the text of one
constexpr const char* preferences = "cmi5LearnerPreferences";
constexpr const char* launch_data = "LMS.LaunchData";
constexpr Poco::Timestamp::TimeDiff grace =
    10'000'000;  // microseconds, after which an ended session is deaf

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Version 4 (RFC 9562, 5.4).
std::string random_uuid() {
  std::string digits = random_hex(16);
  digits[12] = '4';
  digits[16] = "89ab"[digits[16] & 3];
  for (const std::size_t place : {8, 13, 18, 23}) digits.insert(place, "-");
  return digits;
}

std::string now() {
  return Poco::DateTimeFormatter::format(Poco::Timestamp(),
                                         Poco::DateTimeFormat::ISO8601_FRAC_FORMAT);
}

// What a course or its page sent; null where it is no JSON that is taken.
Json json_of(const std::string& text) {
  auto json = parse_json(text, "request");
  return json ? *std::move(json) : Json();
}

std::string value_of(const std::map<std::string, std::string>& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? "" : found->second;
}

std::string member(const Json& json, const char* name) {
  const auto found = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                       : "";
}

std::string escaped(const std::string& text) {
  std::string safe;
  Poco::URI::encode(text, "!#$&'()*+,/:;=?@[]\"<>%{}|\\^`", safe);
  return safe;
}

std::string word_of(const Json& statement) {
  if (!statement.is_object() || !statement.contains("verb")) return "";
  const std::string id = member(statement["verb"], "id");
  return id.substr(id.rfind('/') + 1);
}

}  // namespace

struct Cmi5Platform::State {
  using Request = Cmi5Platform::Request;
  using Answer = Cmi5Platform::Answer;

  // What was asked, for the log of the player.
  struct Event {
    std::uint64_t number = 0;
    std::string name, what, told, answer, error, problem;
  };

  explicit State(std::vector<Cmi5Unit> all) : units(std::move(all)) { begin(); }

  void begin() {
    registration = random_uuid();
    session = {};
    progress.clear();
    documents.clear();
    statements.clear();
    events.clear();
  }

  static Answer refuse(int status, const std::string& sentence) {
    return {.status = status, .body = to_text({{"error", sentence}}), .etag = ""};
  }
  static Answer breaks(const std::string& requirement) {
    return {
        .status = 403,
        .body = to_text({{"requirement", requirement}, {"error", cmi5_requirement(requirement)}}),
        .etag = ""};
  }

  // "PUT statements" "completed" {...}; "GET activities/state" "bookmark".
  void tell(const Request& request, const Answer& answer) {
    const bool lrs = request.resource.starts_with("lrs/");
    std::string what = value_of(request.query, "stateId") + value_of(request.query, "profileId");
    if (request.resource == "lrs/statements") {
      const Json body = json_of(request.body);
      for (const Json& statement : body.is_array() ? body : Json::array({body}))
        what += (what.empty() ? "" : ", ") + word_of(statement);
    }
    tell(request.method + " " + (lrs ? request.resource.substr(4) : request.resource), what,
         request.method == "GET" ? answer.body : request.body, answer);
  }

  void tell(const std::string& name, const std::string& what, std::string told,
            const Answer& answer) {
    Event event{.number = ++last_event,
                .name = name,
                .what = what,
                .told = std::move(told),
                .answer = std::to_string(answer.status),
                .error = "0",
                .problem = ""};
    if (event.told.size() > most_event_bytes) event.told.resize(most_event_bytes);
    if (answer.status >= 400 && answer.status != 404) {
      const Json body = Json::parse(answer.body, nullptr, false);
      const std::string requirement = member(body, "requirement");
      event.error = requirement.empty() ? event.answer : requirement;
      event.problem = member(body, "error");
    }
    events.push_back(std::move(event));
    if (events.size() > most_events) events.pop_front();
  }

  Answer launch(const Request& request) {
    const Json wish = json_of(request.body);
    const auto unit = std::ranges::find(units, member(wish, "unit"), &Cmi5Unit::id);
    if (unit == units.end()) return refuse(404, "The course has no such unit.");
    const bool lost = session.begun() && !session.terminated;
    if (lost) record("abandoned");
    session = {};
    session.unit = &*unit;
    session.id = random_uuid();
    session.registration = registration;
    session.activity =
        "urn:haat:preview:" + registration + ":" + std::to_string(unit - units.begin());
    const std::string mode = member(wish, "mode");
    session.launch_mode = mode == "Browse" || mode == "Review" ? mode : "Normal";
    session.actor = {{"objectType", "Agent"},
                     {"name", "Preview, Learner"},
                     {"account", {{"homePage", request.origin}, {"name", "preview"}}}};
    session.key = random_hex(16);
    documents.put(state_place(), launch_data, to_text(launch_data_of(request)));
    record("launched");
    return {.status = 200, .body = to_text({{"address", address_of(request)}}), .etag = ""};
  }

  // What the platform itself tells of a launch (9.3.1, 9.3.6).
  void record(const std::string& verb) {
    Json statement{{"id", random_uuid()},
                   {"timestamp", now()},
                   {"actor", session.actor},
                   {"verb",
                    {{"id", (verb == "launched" ? "http://adlnet.gov/expapi/verbs/"
                                                : "https://w3id.org/xapi/adl/verbs/") +
                                verb}}},
                   {"object", {{"id", session.activity}}},
                   {"context", context()}};
    tell("LMS", verb, to_text(statement), {.status = 200, .body = "", .etag = ""});
    statements.keep(std::move(statement), now());
  }

  Json context() const {
    const auto one = [](const std::string& id) { return Json::array({Json{{"id", id}}}); };
    return {
        {"registration", session.registration},
        {"extensions", {{"https://w3id.org/xapi/cmi5/context/extensions/sessionid", session.id}}},
        {"contextActivities",
         {{"category", one("https://w3id.org/xapi/cmi5/context/categories/cmi5")},
          {"grouping", one(session.unit->id)}}}};
  }

  Json launch_data_of(const Request& request) const {
    const Cmi5Unit& unit = *session.unit;
    Json form = context();
    form.erase("registration");
    form["contextActivities"].erase("category");
    Json data{{"contextTemplate", form},
              {"launchMode", session.launch_mode},
              {"moveOn", unit.move_on},
              {"returnURL", request.origin + "/cmi5/returned"}};
    double mastery = 0;
    const std::string& score = unit.mastery_score;
    if (std::from_chars(score.data(), score.data() + score.size(), mastery).ec == std::errc{})
      data["masteryScore"] = mastery;
    if (!unit.launch_parameters.empty()) data["launchParameters"] = unit.launch_parameters;
    if (!unit.entitlement_key.empty())
      data["entitlementKey"] = {{"courseStructure", unit.entitlement_key}};
    return data;
  }

  std::string address_of(const Request& request) const {
    std::string address = request.origin + "/course/";
    std::string path;
    Poco::URI::encode(session.unit->path, "?#[]@!$&'()*+,;=%\"<>{}|\\^`", path);
    address += path + "?" + session.unit->query + (session.unit->query.empty() ? "" : "&");
    return address + "endpoint=" + escaped(request.origin + "/cmi5/lrs/") +
           "&fetch=" + escaped(request.origin + "/cmi5/fetch?key=" + session.key) +
           "&actor=" + escaped(to_text(session.actor)) + "&registration=" + registration +
           "&activityId=" + escaped(session.activity);
  }

  // The token can be had once (8.2.3).
  Answer fetch(const Request& request) {
    if (request.method != "POST") return refuse(405, "The fetch address takes POST only.");
    if (session.key.empty() || value_of(request.query, "key") != session.key)
      return {.status = 200,
              .body = to_text({{"error-code", "3"}, {"error-text", "This is no launch of ours."}}),
              .etag = ""};
    if (!session.token.empty())
      return {.status = 200,
              .body = to_text({{"error-code", "1"}, {"error-text", cmi5_requirement("8.2.3.0-1")}}),
              .etag = ""};
    session.token = random_hex(16);
    return {.status = 200, .body = to_text({{"auth-token", session.token}}), .etag = ""};
  }

  Answer lrs(const Request& request) {
    const std::string resource = request.resource.substr(4);
    if (resource == "about")
      return {.status = 200, .body = to_text({{"version", Json::array({"1.0.3"})}}), .etag = ""};
    if (session.token.empty() || request.authorization != "Basic " + session.token)
      return {.status = 401,
              .body = to_text(
                  {{"requirement", "8.1.2.0-5 (d)"}, {"error", cmi5_requirement("8.1.2.0-5 (d)")}}),
              .etag = ""};
    if (!request.version.starts_with("1.0") && !request.version.starts_with("2.0"))
      return refuse(400, "The header X-Experience-API-Version is missing, or is not 1.0 or 2.0.");
    if (session.terminated && ended.isElapsed(grace)) return breaks("7.1.2.0-1 (d2)");
    if (resource == "statements") return request.method == "GET" ? list(request) : take(request);
    if (resource == "activities/state" || resource == "activities/profile" ||
        resource == "agents/profile")
      return document(resource, request);
    return refuse(404, "The preview has no such resource.");
  }

  Answer take(const Request& request) {
    auto parsed = parse_json(request.body, "statement");
    if (!parsed) return refuse(400, parsed.error().message);
    const bool many = request.method == "POST" && parsed->is_array();
    const Json all = many ? *std::move(parsed) : Json::array({*std::move(parsed)});
    if (request.method == "PUT" && member(all[0], "id") != value_of(request.query, "statementId"))
      return refuse(400, "The statement's id is not the statementId of its address.");
    // All or none.
    Cmi5Session later = session;
    Cmi5Progress changed = progress[session.unit->id];
    std::vector<Json> fresh;
    Json ids = Json::array();
    for (const Json& statement : all) {
      ids.push_back(member(statement, "id"));
      if (const Json* before = statements.find(member(statement, "id"))) {
        if (before->at("sent") == statement) continue;
        return refuse(409, "Another statement has this id.");
      }
      if (const auto broken = take_statement(statement, later, changed)) return breaks(*broken);
      fresh.push_back(statement);
    }
    if (!statements.have_room(fresh.size(), request.body.size()))
      return refuse(413, "The preview has no room for more statements: start anew.");
    if (later.terminated && !session.terminated) ended.update();
    session = std::move(later);
    progress[session.unit->id] = changed;
    for (Json& statement : fresh) statements.keep(std::move(statement), now());
    if (request.method == "PUT") return {.status = 204, .body = "", .etag = ""};
    return {.status = 200, .body = to_text(ids), .etag = ""};
  }

  Answer list(const Request& request) const {
    const std::string id = value_of(request.query, "statementId");
    if (id.empty())
      return {.status = 200, .body = to_text(statements.list(request.query)), .etag = ""};
    const Json* found = statements.find(id);
    if (!found) return refuse(404, "There is no such statement.");
    return {.status = 200, .body = to_text(found->at("stored")), .etag = ""};
  }

  std::string state_place() const {
    return "activities/state " + session.activity + " " + registration;
  }

  Answer document(const std::string& resource, const Request& request) {
    const auto asked = [&](const char* name) { return value_of(request.query, name); };
    const bool state = resource == "activities/state";
    const bool of_agent = state || resource == "agents/profile";
    const std::string id = asked(state ? "stateId" : "profileId");
    const bool reads = request.method == "GET";
    if (of_agent && json_of(asked("agent")) != session.actor)
      return breaks(state ? "8.1.3.0-3 (d)" : "11.0.0.0-1 (d)");
    if (state && !asked("registration").empty() && asked("registration") != registration)
      return breaks("8.1.4.0-3 (d)");
    if (state && id == launch_data && !reads) return breaks("10.2.1.0-5 (d)");
    if (id == preferences && resource == "agents/profile") {
      if (reads) session.knows_preferences = true;
      const Json body = json_of(request.body);
      if (!reads &&
          (member(body, "languagePreference").empty() || member(body, "audioPreference").empty()))
        return breaks("11.0.0.0-5 (d)");
    }
    const std::string place =
        state ? "activities/state " + asked("activityId") + " " + asked("registration")
              : resource + " " + asked("activityId");
    if (id.empty()) {
      if (!reads) return refuse(400, "The address names no document.");
      return {.status = 200, .body = to_text(documents.ids(place)), .etag = ""};
    }
    const auto given = documents.answer(place, id,
                                        {.method = request.method,
                                         .body = request.body,
                                         .if_match = request.if_match,
                                         .if_none_match = request.if_none_match,
                                         .guarded = !state});
    return {.status = given.status, .body = given.body, .etag = given.etag};
  }

  // What the player asks again and again: no event of its own.
  Answer report(const Request& request) const {
    std::uint64_t after = 0;
    const std::string wish = value_of(request.query, "after");
    std::from_chars(wish.data(), wish.data() + wish.size(), after);
    Json news = Json::array();
    for (const Event& event : events)
      if (event.number > after)
        news.push_back({{"name", event.name},
                        {"what", event.what},
                        {"told", event.told},
                        {"answer", event.answer},
                        {"error", event.error},
                        {"problem", event.problem}});
    Json standing = Json::object();
    bool satisfied = true;
    for (const Cmi5Unit& unit : units) {
      const auto found = progress.find(unit.id);
      const Cmi5Progress reached = found == progress.end() ? Cmi5Progress{} : found->second;
      satisfied = satisfied && reached.satisfies(unit.move_on);
      if (found == progress.end()) continue;
      standing[unit.id] = {{"completed", reached.completed},
                           {"passed", reached.passed},
                           {"failed", reached.failed},
                           {"score", reached.score ? Json(*reached.score) : Json()},
                           {"percent", reached.percent ? Json(*reached.percent) : Json()},
                           {"moveOn", unit.move_on},
                           {"satisfied", reached.satisfies(unit.move_on)}};
    }
    return {.status = 200,
            .body = to_text({{"last", last_event},
                             {"events", news},
                             {"units", standing},
                             {"satisfied", satisfied},
                             {"session", session.id},
                             {"open", session.begun() && !session.terminated},
                             {"ended", session.terminated}}),
            .etag = ""};
  }

  const std::vector<Cmi5Unit> units;
  std::string registration;
  Cmi5Session session;
  Poco::Timestamp ended;
  std::map<std::string, Cmi5Progress> progress;
  Cmi5Documents documents;
  Cmi5Statements statements;
  std::deque<Event> events;
  std::uint64_t last_event = 0;
  std::mutex mutex;
};

Cmi5Platform::Cmi5Platform(std::vector<Cmi5Unit> units)
    : state_(std::make_unique<State>(std::move(units))) {}
Cmi5Platform::~Cmi5Platform() = default;

Cmi5Platform::Answer Cmi5Platform::answer(const Request& request) {
  const std::scoped_lock lock(state_->mutex);
  const bool changes = request.method == "POST";
  if (request.resource == "events" && request.method == "GET") return state_->report(request);
  if (request.resource == "launch" && changes) return state_->launch(request);
  if (request.resource == "anew" && changes) {
    state_->begin();
    return {.status = 204, .body = "", .etag = ""};
  }
  if (request.resource != "fetch" && !request.resource.starts_with("lrs/"))
    return State::refuse(404, "The preview has no such address.");
  const bool fetches = request.resource == "fetch";
  Answer answer = fetches ? state_->fetch(request) : state_->lrs(request);
  state_->tell(request, answer);
  return answer;
}

}  // namespace haat
