#include "marketplace-server/http/problem.hpp"

#include "core/json/json.hpp"

namespace haat::server {
namespace {

const char* title(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 460:
      return "Checksum Mismatch";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

Json to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings)
    list.push_back({{"rule", finding.rule},
                    {"severity", to_string(finding.severity)},
                    {"path", finding.path},
                    {"line", finding.line},
                    {"message", finding.message}});
  return list;
}

}  // namespace

Problem make_problem(int status, std::string id, std::string detail) {
  Problem problem;
  problem.status = status;
  problem.id = std::move(id);
  problem.detail = std::move(detail);
  return problem;
}

Problem over_limit(int status, std::string id, std::string detail, std::uint64_t limit,
                   std::uint64_t actual) {
  Problem problem = make_problem(status, std::move(id), std::move(detail));
  problem.limit = limit;
  problem.actual = actual;
  return problem;
}

int http_status(Errc kind) {
  switch (kind) {
    case Errc::invalid_argument:
      return 400;
    case Errc::unauthenticated:
      return 401;
    case Errc::permission_denied:
      return 403;
    case Errc::not_found:
      return 404;
    case Errc::conflict:
      return 409;
    case Errc::corrupt:
      return 422;
    case Errc::too_large:
      return 413;
    case Errc::unsupported:
      return 415;
    case Errc::unavailable:
      return 503;
    case Errc::internal:
      return 500;
  }
  return 500;
}

Problem problem_of(const Error& error) {
  Problem problem;
  problem.status = http_status(error.kind);
  problem.id = error.id;
  problem.detail = error.message;
  if (error.kind == Errc::internal)
    problem.detail = "the server made a mistake; its log says which";
  if (error.id == "database-unusable")  // which says where it is looked for
    problem.detail = "the database cannot be reached; the server's log says why";
  return problem;
}

Response to_response(const Problem& problem) {
  Json body = {{"type", "/problems/" + problem.id},
               {"title", title(problem.status)},
               {"status", problem.status},
               {"detail", problem.detail}};
  if (problem.limit) body["limit"] = *problem.limit;
  if (problem.actual) body["actual"] = *problem.actual;
  if (!problem.findings.empty()) body["findings"] = to_json(problem.findings);
  for (const Problem::Field& one : problem.errors)
    body["errors"].push_back({{"field", one.pointer}, {"reason", one.reason}});
  Response response = json_response(problem.status, body);
  response.content_type = "application/problem+json";
  response.headers = problem.headers;
  return response;
}

}  // namespace haat::server
