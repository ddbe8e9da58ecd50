#include "marketplace-server/http/dispatch.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/nearest.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/http/compression.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "marketplace-server/http/peer.hpp"
#include "marketplace-server/http/request_id.hpp"
#include "marketplace-server/http/router.hpp"
#include "marketplace-server/http/target.hpp"
#include "marketplace-server/http/tus.hpp"

namespace haat::server {
namespace {

Problem no_route(const Match& match, const Head& head) {
  if (match.allowed.empty())
    return make_problem(404, "route-unknown", "there is nothing at " + printable(head.target));
  Problem problem = make_problem(405, "method-not-allowed",
                                 "this path answers " + match.allowed + ", not " + head.method);
  problem.headers.add("Allow", match.allowed);
  return problem;
}

Problem with_challenge(Problem problem) {
  if (problem.status == 401) problem.headers.add("WWW-Authenticate", "Bearer realm=\"haat\"");
  return problem;
}

// Fills in the caller, or says why there is none who may do this.
std::optional<Problem> authorise(const Route& route, Request& request, Services& services,
                                 const std::vector<Network>& operators) {
  if (route.roles.open()) return std::nullopt;
  if (route.for_operators && contains(operators, request.client)) return std::nullopt;
  auto caller = find_caller(request.headers, services.store, services.clock());
  if (!caller) return with_challenge(problem_of(caller.error()));
  if (!route.roles.allow(caller->role))
    return make_problem(403, "role-not-allowed", with_article(caller->role) + " may not do this");
  if (const std::string scope = scope_of(route); !covers(caller->scopes, scope))
    return make_problem(403, "scope-missing",
                        "this takes a token with the scope \"" + scope +
                            "\", which this one has not; make another with haat token new");
  request.caller = std::move(*caller);
  return std::nullopt;
}

// A slip in a name would be answered as if nothing had been asked for, and a parameter that nobody
// reads would pass by every answer that is kept. OAI-PMH has an answer of its own, badArgument.
std::optional<Problem> judge_query(const Route& route, const Request& request) {
  if (route.pattern == "/oai") return std::nullopt;
  const std::vector<std::string> known = split(route.query, ' ');
  for (const auto& [name, value] : request.query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string meant = nearest(name, known);
    return make_problem(400, "query-unknown",
                        "there is no query parameter \"" + printable(name) + "\" here; " +
                            (!meant.empty()  ? "did you mean \"" + meant + "\"?"
                             : known.empty() ? "this takes none"
                                             : "there are " + joined(known, ", ")));
  }
  return std::nullopt;
}

std::string media_type(const Headers& headers) {
  const std::string* header = headers.find("Content-Type");
  std::string type = header ? header->substr(0, header->find(';')) : "";
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

// A package may also be named in JSON, where the route has a schema for that.
Route::Accepts accepted_here(const Route& route, const Request& request) {
  const bool either = route.accepts == Route::Accepts::package && !route.schema.empty();
  return either && equal_but_for_case(media_type(request.headers), "application/json")
             ? Route::Accepts::json
             : route.accepts;
}

const char* body_type(Route::Accepts accepts) {
  switch (accepts) {
    case Route::Accepts::chunk:
      return "application/offset+octet-stream";
    case Route::Accepts::package:
      return "application/zip";
    case Route::Accepts::form:
      return "application/x-www-form-urlencoded";
    case Route::Accepts::json:
    case Route::Accepts::nothing:
      break;
  }
  return "application/json";
}

std::optional<Problem> judge_digest(const Request& request) {
  const std::string* digest = request.headers.find("Content-Digest");
  if (!digest)
    return make_problem(400, "content-digest-missing",
                        "a package must come with \"Content-Digest: sha-256=:<base64>:\"");
  if (auto parsed = parse_content_digest(*digest); !parsed) return problem_of(parsed.error());
  return std::nullopt;
}

// An empty body stands for {}, and for an upload of which nothing is sent yet.
bool may_be_empty(const Route& route, Route::Accepts accepts) {
  return accepts == Route::Accepts::chunk ? route.method == "POST"
                                          : accepts != Route::Accepts::package;
}

std::optional<Problem> judge_body(const Route& route, const Request& request,
                                  const Dispatcher::Limits& limits) {
  const Route::Accepts accepts = accepted_here(route, request);
  if (accepts == Route::Accepts::nothing) {
    if (request.body.size == 0) return std::nullopt;
    return make_problem(400, "body-unexpected", "this request takes no body");
  }
  if (request.body.size == 0 && may_be_empty(route, accepts)) return std::nullopt;
  if (!request.headers.find("Content-Length"))
    return make_problem(411, "length-required", "the request must have a Content-Length");
  const std::string wanted = body_type(accepts);
  if (!equal_but_for_case(media_type(request.headers), wanted))
    return make_problem(415, "media-type-unsupported", "send the body as " + wanted);
  const bool large = accepts == Route::Accepts::package || accepts == Route::Accepts::chunk;
  const std::uint64_t limit = large ? limits.upload : limits.json;
  if (request.body.size > limit)
    return over_limit(413, "body-too-large",
                      "the body has " + std::to_string(request.body.size) + " bytes; at most " +
                          std::to_string(limit) + " are taken",
                      limit, request.body.size);
  return accepts == Route::Accepts::package ? judge_digest(request) : std::nullopt;
}

Result<std::string> read_all(const Body& body) {
  std::string text(body.size, '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    HAAT_TRY(const std::size_t got, body.read(text.data() + filled, text.size() - filled));
    if (got == 0) break;
    filled += got;
  }
  return text;
}

Result<void> read_json(const Route& route, Request& request) {
  HAAT_TRY(request.json, read_all(request.body));
  if (request.json.empty()) request.json = "{}";
  HAAT_TRY(const Json value, parse_json(request.json, "the request's body"));
  return validate_json(value, route.schema, "the request's body");
}

Result<void> read_form(Request& request) {
  HAAT_TRY(const std::string form, read_all(request.body));
  HAAT_TRY(Target target, parse_target("/?" + form));
  request.query.merge(target.query);
  return {};
}

Result<void> read_body(const Route& route, Request& request) {
  if (accepted_here(route, request) == Route::Accepts::json) return read_json(route, request);
  if (route.accepts == Route::Accepts::form) return read_form(request);
  return {};
}

}  // namespace

Admission Dispatcher::admit(const Head& head) {
  Admission admission;
  Request& request = admission.request;
  request.method = head.method;
  request.path = head.target.substr(0, head.target.find('?'));
  request.id = request_id(head.headers);
  request.client = client_of(head.connected, head.headers, limits_.proxies);
  request.peer = peer_of(request.client);
  admission.headers.add(request_id_field, request.id);
  admission.refusal = judge(head, admission);
  return admission;
}

std::optional<Problem> Dispatcher::judge(const Head& head, Admission& admission) {
  if (auto refusal = judge_framing(head)) return refusal;
  Request& request = admission.request;
  request.body.size = content_length(head);
  auto target = parse_target(head.target);
  if (!target) return problem_of(target.error());
  request.method = tus::method_of(head, request.path);
  Match found = match(routes(), request.method, target->segments);
  if (!found.route) return no_route(found, head);
  admission.route = found.route;
  request.parameters = std::move(found.parameters);
  request.query = std::move(target->query);
  request.headers = head.headers;
  auto refusal = authorise(*found.route, request, services_, limits_.operators);
  if (auto too_many = judge_rate(admission)) return too_many;
  if (refusal) return refusal;
  if (auto unknown = tus::judge_version(request)) return unknown;
  if (auto unknown = judge_query(*found.route, request)) return unknown;
  return judge_body(*found.route, request, limits_);
}

// Whoever has an account is counted under it, wherever they ask from and with whichever token.
// Behind an address of this machine is a proxy that says nothing, or whoever runs the server.
std::optional<Problem> Dispatcher::judge_rate(Admission& admission) {
  const Request& request = admission.request;
  if (!request.caller && is_loopback(request.client)) return std::nullopt;
  RateLimit& limit = request.caller ? of_accounts_ : of_addresses_;
  const auto verdict = limit.take(request.caller ? request.caller->name : request.peer,
                                  std::chrono::steady_clock::now());
  limit.describe(verdict, admission.headers);
  if (verdict.wait == 0) return std::nullopt;
  Problem problem =
      make_problem(429, "rate-limit-exceeded",
                   "more than " + std::to_string(limit.quota()) +
                       " requests a minute; try again in " + std::to_string(verdict.wait) + " s");
  problem.limit = limit.quota();
  return problem;
}

Response Dispatcher::answer(Admission& admission) {
  Response response = respond(admission);
  tus::name_version(admission.request, response);
  for (const Header& field : admission.headers.all()) response.headers.add(field.name, field.value);
  return response;
}

Response Dispatcher::respond(Admission& admission) {
  if (admission.refusal) return to_response(*admission.refusal);
  Request& request = admission.request;
  const Route& route = *admission.route;
  const auto run = [&]() -> Result<Response> {
    HAAT_TRY(Response response, route.answer(request, services_));
    if (route.roles.open()) compress(request, response);
    return response;
  };
  return told(admission, [&]() -> Result<Response> {
    HAAT_TRY_VOID(read_body(route, request));
    return idempotency_.once(request, [&] { return told(admission, run); });
  });
}

// Errors as problem documents.
Response Dispatcher::told(const Admission& admission,
                          const std::function<Result<Response>()>& run) const {
  Error error{Errc::internal, "internal", ""};
  try {
    auto response = run();
    if (response) return std::move(*response);
    error = std::move(response).error();
  } catch (const std::exception&
               exception) {  // the last resort: one bad request must not end the server
    error.message = exception.what();
  }
  if (error.kind == Errc::internal || error.kind == Errc::unavailable)
    services_.log("WARNING: request " + admission.request.id + ", " +
                  std::string(admission.route->name) + ", failed: " + error.message);
  return to_response(problem_of(error));
}

}  // namespace haat::server
