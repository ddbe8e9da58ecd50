#include "plugins/open-edx/access.hpp"

#include <algorithm>

#include "plugins/partner/json.hpp"
#include "plugins/partner/url.hpp"

namespace open_edx {

using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::Request;
using haat::provider::Response;
using partner::Json;
using partner::WebService;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t longest_token = 16u << 10;
constexpr double early = 30;  // seconds before its end at which a token is changed
constexpr double longest_life = 24 * 3600;

bool is_token(const std::string& text) {
  return !text.empty() && text.size() <= longest_token &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

void Access::renew(WebService& service) {
  const std::string url = credentials_.url + "/oauth2/access_token";
  const std::string who = partner::host_of(url);
  const Response response =
      service.send({"POST",
                    url,
                    {{"Content-Type", "application/x-www-form-urlencoded"}},
                    partner::form({{"grant_type", "client_credentials"},
                                   {"client_id", credentials_.client_id},
                                   {"client_secret", credentials_.client_secret},
                                   {"token_type", "jwt"}})});
  if (response.status == 400 || response.status == 401)
    throw bad_settings(who +
                       " gives no token for the settings \"client_id\" and \"client_secret\" (" +
                       std::to_string(response.status) + ")");
  if (response.status != 200) throw partner::fault_of(response, who);
  const Json answer = partner::parse_json(response.body, who);
  const std::string token = partner::text_if_any(answer, {"access_token"});
  if (!is_token(token)) throw bad_data(who + " answered without an access token");
  const bool is_jwt = partner::text_if_any(answer, {"token_type"}) != "Bearer";
  authorization_ = (is_jwt ? "JWT " : "Bearer ") + token;
  const double life = partner::number_if_any(answer, {"expires_in"}).value_or(0) - early;
  ends_ = steady_clock::now() +
          std::chrono::seconds(static_cast<long>(std::clamp(life, 0.0, longest_life)));
}

std::string Access::authorization(WebService& service) {
  if (authorization_.empty() || steady_clock::now() >= ends_) renew(service);
  return authorization_;
}

Response Access::get(WebService& service, const std::string& url) {
  if (is_anonymous()) return service.send({"GET", url});
  const auto ask = [&] {
    return service.send({"GET", url, {{"Authorization", authorization(service)}}});
  };
  Response response = ask();
  if (response.status != 401) return response;
  authorization_.clear();
  return ask();
}

}  // namespace open_edx
