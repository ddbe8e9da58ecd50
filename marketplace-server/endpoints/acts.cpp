#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/review/perform.hpp"
#include "marketplace-server/review/publish.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Result<Deed> deed_of(Act act, const Caller& caller, const Json& body) {
  Deed deed;
  deed.act = act;
  deed.caller = caller;
  deed.reason = body.value("reason", "");
  if (body.contains("curator")) deed.to_whom = body.at("curator").get<std::string>();
  if (body.contains("revision")) deed.revision = body.at("revision").get<int>();
  if (!body.contains("at")) return deed;
  const std::string at = body.at("at").get<std::string>();
  const auto time = parse_rfc3339(at);
  if (!time)
    return fail(Errc::invalid_argument, "time-invalid",
                "\"" + printable(at) + "\" is no time; write it as in 2027-01-31T06:00:00Z");
  deed.at = *time;
  return deed;
}

// What is accepted and due goes live before the answer. If that fails, the decision stands, and the
// schedule tries again.
Result<Submission> perform_and_publish(const std::string& id, Deed deed, Services& services) {
  const Act act = deed.act;
  HAAT_TRY(Submission submission, perform(id, std::move(deed), services));
  if (act != Act::accept) return submission;
  if (submission.publish_at && *submission.publish_at > services.clock()) return submission;
  auto published = publish(id, services);
  if (published) return published;
  // The schedule may have been quicker.
  if (published.error().id == "submission-state")
    return services.store.view([&](Session& session) { return session.find_submission(id); });
  services.log("WARNING: submission " + id +
               " is accepted, but not published yet: " + printable(published.error().message));
  return submission;
}

// "request-changes", as in paths.
std::optional<Act> act_of_path(std::string name) {
  for (char& c : name)
    if (c == '-') c = '_';
  const auto act = parse_act(name);
  // The others happen to a submission; nobody asks for them.
  if (!act || *act == Act::replace || *act == Act::publish || *act == Act::supersede ||
      *act == Act::flag || *act == Act::check || *act == Act::pass || *act == Act::keep ||
      *act == Act::quarantine || *act == Act::refuse)
    return std::nullopt;
  return act;
}

Json problem_json(const Error& error) {
  return Json::parse(to_response(problem_of(error)).body);
}

}  // namespace

template <Act act>
Result<Response> act_on_submission(Request& request, Services& services) {
  HAAT_TRY(Deed deed, deed_of(act, *request.caller, Json::parse(request.json)));
  HAAT_TRY(const Submission submission,
           perform_and_publish(request.parameter("id"), std::move(deed), services));
  return submission_response(200, submission);
}

template Result<Response> act_on_submission<Act::admit>(Request&, Services&);
template Result<Response> act_on_submission<Act::submit>(Request&, Services&);
template Result<Response> act_on_submission<Act::withdraw>(Request&, Services&);
template Result<Response> act_on_submission<Act::assign>(Request&, Services&);
template Result<Response> act_on_submission<Act::endorse>(Request&, Services&);
template Result<Response> act_on_submission<Act::request_changes>(Request&, Services&);
template Result<Response> act_on_submission<Act::answer>(Request&, Services&);
template Result<Response> act_on_submission<Act::reject>(Request&, Services&);
template Result<Response> act_on_submission<Act::accept>(Request&, Services&);
template Result<Response> act_on_submission<Act::reschedule>(Request&, Services&);
template Result<Response> act_on_submission<Act::unlist>(Request&, Services&);
template Result<Response> act_on_submission<Act::list>(Request&, Services&);
template Result<Response> act_on_submission<Act::clear>(Request&, Services&);
template Result<Response> act_on_submission<Act::schedule_end>(Request&, Services&);
template Result<Response> act_on_submission<Act::retire>(Request&, Services&);
template Result<Response> act_on_submission<Act::take_down>(Request&, Services&);

// One after another, each as if it had been asked for alone: what fails does not hinder the rest.
Result<Response> act_on_submissions(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  const std::string name = body.at("act").get<std::string>();
  const auto act = act_of_path(name);
  if (!act)
    return fail(Errc::invalid_argument, "act-unknown",
                "\"" + printable(name) + "\" is nothing that is done with submissions");
  HAAT_TRY(Deed deed, deed_of(*act, *request.caller, body));
  Json results = Json::array();
  for (const Json& one : body.at("submissions")) {
    const std::string id = one.at("id").get<std::string>();
    Deed each = deed;
    if (one.contains("revision")) each.revision = one.at("revision").get<int>();
    const auto done = perform_and_publish(id, std::move(each), services);
    Json result = {{"id", id}, {"status", done ? 200 : http_status(done.error().kind)}};
    if (done)
      result["state"] = to_string(done->state);
    else
      result["problem"] = problem_json(done.error());
    results.push_back(std::move(result));
  }
  return json_response(200, Json{{"results", results}});
}

// Whoever has an account may complain of a course; its submission is the curators' business.
Result<Response> flag_course(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(Deed deed, deed_of(Act::flag, *request.caller, Json::parse(request.json)));
  HAAT_TRY(const auto release,
           services.store.view([&](Session& session) { return session.find_served(id); }));
  if (!release)
    return fail(Errc::not_found, "course-unknown", "there is no live course " + printable(id));
  HAAT_TRY_VOID(perform(release->submission, std::move(deed), services));
  HAAT_TRY(const auto flagged,
           services.store.view([&](Session& session) { return session.find_served(id); }));
  return json_response(200, Json{{"course", flagged.value_or(*release)}});
}

}  // namespace haat::server
