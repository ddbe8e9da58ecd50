#include "marketplace-server/http/dispatch.hpp"

#include <chrono>
#include <exception>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "marketplace-server/http/request_id.hpp"
#include "marketplace-server/http/router.hpp"
#include "marketplace-server/http/target.hpp"

namespace haat::server {
namespace {

Problem refuse(int status, std::string id, std::string detail) {
  Problem problem;
  problem.status = status;
  problem.id = std::move(id);
  problem.detail = std::move(detail);
  return problem;
}

Problem no_route(const Match& match, const Head& head) {
  if (match.allowed.empty())
    return refuse(404, "route-unknown", "there is nothing at " + printable(head.target));
  Problem problem = refuse(405, "method-not-allowed",
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
  auto caller = find_caller(request.headers, services.store);
  if (!caller) return with_challenge(problem_of(caller.error()));
  if (!route.roles.allow(caller->role))
    return refuse(403, "role-not-allowed",
                  std::string("a ") + to_string(caller->role) + " may not do this");
  request.caller = std::move(*caller);
  return std::nullopt;
}

// What a request counts as, and whose it is. Addresses of this machine are not counted: behind one
// is a proxy, or whoever runs the server.
struct Counted {
  RateLimit::Kind kind;
  std::string who;
};

std::optional<Counted> counted(const Admission& admission) {
  using Kind = RateLimit::Kind;
  const Request& request = admission.request;
  const bool signs_in =
      admission.route->signs_in || (admission.refusal && admission.refusal->id == "token-unknown");
  if (request.caller && !signs_in)
    return Counted{
        admission.route->accepts == Route::Accepts::package ? Kind::uploads : Kind::account,
        request.caller->name};
  if (is_this_machine(request.client)) return std::nullopt;
  return Counted{signs_in ? Kind::sign_in : Kind::address, request.client};
}

std::string media_type(const Headers& headers) {
  const std::string* header = headers.find("Content-Type");
  std::string type = header ? header->substr(0, header->find(';')) : "";
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

std::optional<Problem> judge_body(const Route& route, const Request& request,
                                  const Dispatcher::Limits& limits) {
  if (route.accepts == Route::Accepts::nothing) {
    if (request.body.size == 0) return std::nullopt;
    return refuse(400, "body-unexpected", "this request takes no body");
  }
  const bool package = route.accepts == Route::Accepts::package;
  if (!package && request.body.size == 0) return std::nullopt;  // stands for {}
  if (!request.headers.find("Content-Length"))
    return refuse(411, "length-required", "the request must have a Content-Length");
  const std::string wanted = package ? "application/zip" : "application/json";
  if (!equal_but_for_case(media_type(request.headers), wanted))
    return refuse(415, "media-type-unsupported", "send the body as " + wanted);
  const std::uint64_t limit = package ? limits.upload : limits.json;
  if (request.body.size > limit) {
    Problem problem = refuse(413, "body-too-large",
                             "the body has " + std::to_string(request.body.size) +
                                 " bytes; at most " + std::to_string(limit) + " are taken");
    problem.limit = limit;
    problem.actual = request.body.size;
    return problem;
  }
  if (!package) return std::nullopt;
  const std::string* digest = request.headers.find("Content-Digest");
  if (!digest)
    return refuse(400, "content-digest-missing",
                  "a package must come with \"Content-Digest: sha-256=:<base64>:\"");
  if (auto parsed = parse_content_digest(*digest); !parsed) return problem_of(parsed.error());
  return std::nullopt;
}

Response refusal(const Error& error, const Request& request) {
  Problem problem = problem_of(error);
  problem.instance = instance_of(request.id);
  return to_response(problem);
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

}  // namespace

Admission Dispatcher::admit(const Head& head) {
  Admission admission;
  admission.request.method = head.method;
  admission.request.path = head.target.substr(0, head.target.find('?'));
  admission.request.id = request_id(head.headers);
  const std::string* forwarded = head.headers.find("X-Forwarded-For");
  admission.request.client =
      client_address(head.peer, forwarded ? *forwarded : "", limits_.proxies);
  admission.headers.add("X-Request-Id", admission.request.id);
  judge(head, admission);
  return admission;
}

void Dispatcher::judge(const Head& head, Admission& admission) {
  admission.refusal = judge_framing(head);
  if (admission.refusal) return;
  admission.request.body.size = content_length(head);

  auto target = parse_target(head.target);
  if (!target) {
    admission.refusal = problem_of(target.error());
    return;
  }
  Match found = match(routes(), head.method, target->segments);
  if (!found.route) {
    admission.refusal = no_route(found, head);
    return;
  }
  admission.route = found.route;
  admission.request.parameters = std::move(found.parameters);
  admission.request.query = std::move(target->query);
  admission.request.headers = head.headers;
  admission.refusal = authorise(*found.route, admission.request, services_, limits_.operators);
  if (auto refusal = judge_rate(admission, admission.headers))
    admission.refusal = std::move(refusal);
  if (!admission.refusal) admission.refusal = judge_body(*found.route, admission.request, limits_);
}

std::optional<Problem> Dispatcher::judge_rate(const Admission& admission, Headers& headers) {
  const auto it = counted(admission);
  if (!it) return std::nullopt;
  const auto verdict = rates_.take(it->kind, it->who, std::chrono::steady_clock::now());
  add_rate_headers(it->kind, verdict, headers);
  if (verdict.wait == 0) return std::nullopt;
  Problem problem =
      refuse(429, "rate-limit-exceeded",
             "more than " + std::to_string(verdict.quota) +
                 " such requests a minute; try again in " + std::to_string(verdict.wait) + " s");
  problem.limit = verdict.quota;
  return problem;
}

Response Dispatcher::answer(Admission& admission) {
  Response response = respond(admission);
  for (const Header& field : admission.headers.all()) response.headers.add(field.name, field.value);
  return response;
}

Response Dispatcher::respond(Admission& admission) {
  Request& request = admission.request;
  if (admission.refusal) {
    admission.refusal->instance = instance_of(request.id);
    return to_response(*admission.refusal);
  }
  if (admission.route->accepts == Route::Accepts::json) {
    if (auto read = read_json(*admission.route, request); !read)
      return refusal(read.error(), request);
  }
  return answers_.once(request, [&] { return run(admission); });
}

Response Dispatcher::run(Admission& admission) {
  Request& request = admission.request;
  Error error{Errc::internal, "internal", ""};
  try {
    auto response = admission.route->answer(request, services_);
    if (response) return std::move(*response);
    error = std::move(response).error();
  } catch (const std::exception&
               exception) {  // the last resort: one bad request must not end the server
    error.message = exception.what();
  }
  if (error.kind == Errc::internal || error.kind == Errc::unavailable)
    services_.log(std::string(admission.route->name) + " failed: " + printable(error.message));
  return refusal(error, request);
}

}  // namespace haat::server
