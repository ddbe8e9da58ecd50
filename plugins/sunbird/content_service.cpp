#include "plugins/sunbird/content_service.hpp"

#include <algorithm>

#include "plugins/partner/url.hpp"

namespace sunbird {

using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::Failure;
using haat::provider::Header;
using haat::provider::not_found;
using haat::provider::Request;
using haat::provider::Response;
using haat::provider::system_down;
using partner::Json;

namespace {

// "ERR_CONTENT_NOT_FOUND". Any other text could be what we sent, the key among it.
bool is_error_name(const std::string& text) {
  return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// The envelope's own word for how it went, which says more than the status.
Failure failure_of(const std::string& code, const Json& answer, const std::string& who) {
  const std::string error = partner::text_if_any(answer, {"params", "err"});
  const std::string named = code + (is_error_name(error) ? ", " + error : "");
  if (code == "RESOURCE_NOT_FOUND") return not_found(who + " has no such content (" + named + ")");
  if (code == "CLIENT_ERROR")
    return bad_settings(who + " does not accept the request (" + named +
                        "): are the settings \"primary_categories\", \"mediums\" and \"channel\" "
                        "right?");
  if (code == "SERVER_ERROR") return system_down(who + " has failed (" + named + ")");
  return bad_data(who + " answered an unknown \"responseCode\"" +
                  (is_error_name(code) ? ", " + code : ""));
}

bool may_be_identifier(const std::string& text) {
  return !text.empty() && text.size() <= 100 && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '-' || c == '.';
         });
}

}  // namespace

std::vector<Header> ContentService::headers() const {
  std::vector<Header> headers{{"Accept", "application/json"}};
  if (!terms_.api_key.empty()) headers.push_back({"Authorization", "Bearer " + terms_.api_key});
  return headers;
}

Json ContentService::result_of(const Request& request) {
  const std::string who = partner::host_of(request.url);
  const Response response = service_.send(request);
  // The gateway before it answers in words of its own, and not of every status in JSON.
  if (response.status != 200 && response.status != 400 && response.status != 404)
    throw partner::fault_of(response, who);
  if (response.status != 200 && Json::parse(response.body, nullptr, false).is_discarded())
    throw partner::fault_of(response, who);
  Json answer = partner::parse_json(response.body, who);
  const std::string code = partner::text_if_any(answer, {"responseCode"});
  if (code.empty() && response.status != 200) throw partner::fault_of(response, who);
  if (code.empty()) throw bad_data(who + " answered without a \"responseCode\"");
  if (code != "OK") throw failure_of(code, answer, who);
  const Json* const result = partner::find(answer, {"result"});
  if (result == nullptr || !result->is_object())
    throw bad_data(who + " answered without a \"result\"");
  return *result;
}

Json ContentService::search(std::size_t offset, std::size_t limit) {
  Json filters{{"primaryCategory", terms_.primary_categories}, {"status", {"Live"}}};
  if (!terms_.mediums.empty()) filters["medium"] = terms_.mediums;
  if (!terms_.channel.empty()) filters["channel"] = terms_.channel;
  const Json body{{"request",
                   {{"filters", filters},
                    {"fields",
                     {"identifier", "name", "description", "language", "medium", "duration",
                      "pkgVersion", "license", "downloadUrl"}},
                    {"sort_by", {{"identifier", "asc"}}},
                    {"offset", offset},
                    {"limit", limit}}}};
  auto with_type = headers();
  with_type.push_back({"Content-Type", "application/json"});
  return result_of({"POST", terms_.url + terms_.search, with_type, body.dump()});
}

std::string ContentService::download_url(const std::string& identifier) {
  if (!may_be_identifier(identifier)) throw not_found("that is no identifier of a content");
  const std::string url = terms_.url + "/api/content/v1/read/" + partner::encode(identifier) +
                          "?fields=identifier,downloadUrl";
  const Json result = result_of({"GET", url, headers()});
  const std::string package = partner::text_if_any(result, {"content", "downloadUrl"});
  if (package.empty()) throw not_found("the course " + identifier + " has no package");
  if (partner::address_of(package).host.empty())
    throw bad_data("the downloadUrl of " + identifier + " is no URL");
  return package;
}

}  // namespace sunbird
