#include "marketplace-server/blobs/s3/presigned.hpp"

#include <algorithm>

#include "core/manifest/address.hpp"
#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "core/signing/hmac.hpp"

namespace haat::server {
namespace {

// "2013-05-24T00:00:00Z" -> "20130524T000000Z"
std::string basic_form(Time time) {
  std::string text = to_rfc3339(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

std::string presigned_get(const S3Settings& settings, const http::Url& object,
                          std::vector<std::pair<std::string, std::string>> query, Time now,
                          std::chrono::seconds good_for) {
  const std::string moment = basic_form(now);
  const std::string day = moment.substr(0, 8);
  const std::string scope = day + "/" + settings.region + "/s3/aws4_request";
  query.insert(query.end(), {{"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
                             {"X-Amz-Credential", settings.access_key + "/" + scope},
                             {"X-Amz-Date", moment},
                             {"X-Amz-Expires", std::to_string(good_for.count())},
                             {"X-Amz-SignedHeaders", "host"}});
  std::sort(query.begin(), query.end());
  std::string parameters;
  for (const auto& [name, value] : query)
    parameters +=
        (parameters.empty() ? "" : "&") + name + "=" + percent_encoded(value, is_unreserved);

  // The host as clients name it: without the port that is usual.
  const std::string request = "GET\n" + object.path() + "\n" + parameters +
                              "\nhost:" + object.authority() + "\n\nhost\nUNSIGNED-PAYLOAD";
  const std::string to_sign =
      "AWS4-HMAC-SHA256\n" + moment + "\n" + scope + "\n" + to_hex(sha256(request));
  std::string key = "AWS4" + settings.secret_key;
  for (const std::string& part :
       {day, settings.region, std::string("s3"), std::string("aws4_request"), to_sign})
    key = hmac_sha256(key, part);
  return object.scheme() + "://" + object.authority() + object.path() + "?" + parameters +
         "&X-Amz-Signature=" + to_hex(key);
}

}  // namespace haat::server
