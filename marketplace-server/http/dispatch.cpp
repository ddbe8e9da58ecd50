#include "marketplace-server/http/dispatch.hpp"

#include <exception>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/http/compression.hpp"
#include "marketplace-server/http/content_digest.hpp"
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
std::optional<Problem> authorise(const Route& route, Request& request, Services& services) {
  if (route.roles.open()) return std::nullopt;
  auto caller = find_caller(request.headers, services.store, services.clock());
  if (!caller) return with_challenge(problem_of(caller.error()));
  if (!route.roles.allow(caller->role))
    return refuse(403, "role-not-allowed", with_article(caller->role) + " may not do this");
  if (const std::string scope = scope_of(route); !covers(caller->scopes, scope))
    return refuse(403, "scope-missing",
                  "this takes a token with the scope \"" + scope +
                      "\", which this one has not; make another with haat token new");
  request.caller = std::move(*caller);
  return std::nullopt;
}

std::string media_type(const Headers& headers) {
  const std::string* header = headers.find("Content-Type");
  std::string type = header ? header->substr(0, header->find(';')) : "";
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

const char* body_type(Route::Accepts accepts) {
  switch (accepts) {
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
  const std::string wanted = body_type(route.accepts);
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
  if (route.accepts == Route::Accepts::json) return read_json(route, request);
  if (route.accepts == Route::Accepts::form) return read_form(request);
  return {};
}

}  // namespace

Admission Dispatcher::admit(const Head& head) const {
  Admission admission;
  admission.request.method = head.method;
  admission.request.path = head.target.substr(0, head.target.find('?'));
  admission.refusal = judge_framing(head);
  if (admission.refusal) return admission;
  admission.request.body.size = content_length(head);

  auto target = parse_target(head.target);
  if (!target) {
    admission.refusal = problem_of(target.error());
    return admission;
  }
  Match found = match(routes(), head.method, target->segments);
  if (!found.route) {
    admission.refusal = no_route(found, head);
    return admission;
  }
  admission.route = found.route;
  admission.request.parameters = std::move(found.parameters);
  admission.request.query = std::move(target->query);
  admission.request.headers = head.headers;
  admission.request.peer = head.peer;
  admission.refusal = authorise(*found.route, admission.request, services_);
  if (!admission.refusal) admission.refusal = judge_body(*found.route, admission.request, limits_);
  return admission;
}

Response Dispatcher::answer(Admission& admission) const {
  if (admission.refusal) return to_response(*admission.refusal);
  Request& request = admission.request;
  Error error{Errc::internal, "internal", ""};
  try {
    if (auto read = read_body(*admission.route, request); !read)
      return to_response(problem_of(read.error()));
    auto response = admission.route->answer(request, services_);
    if (response) {
      if (admission.route->roles.open()) compress(request, *response);
      return std::move(*response);
    }
    error = std::move(response).error();
  } catch (const std::exception&
               exception) {  // the last resort: one bad request must not end the server
    error.message = exception.what();
  }
  if (error.kind == Errc::internal || error.kind == Errc::unavailable)
    services_.log(std::string(admission.route->name) + " failed: " + printable(error.message));
  return to_response(problem_of(error));
}

}  // namespace haat::server
