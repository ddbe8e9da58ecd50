#include "marketplace-server/blobs/s3/presigned.hpp"

#include <algorithm>

#include "core/manifest/address.hpp"
#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "core/signing/hmac.hpp"

namespace haat::server {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string escaped(const std::string& text) {
  return percent_encoded(text, is_unreserved);
}

// "2013-05-24T00:00:00Z" -> "20130524T000000Z"
std::string basic_form(Time time) {
  std::string text = to_rfc3339(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string host_of(const std::string& endpoint) {
  return endpoint.substr(endpoint.find("://") + 3);
}

}  // namespace

std::string presigned_get(const S3Settings& settings, const std::string& path,
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
    parameters += (parameters.empty() ? "" : "&") + name + "=" + escaped(value);

  const std::string request = "GET\n" + path + "\n" + parameters +
                              "\nhost:" + host_of(settings.endpoint) + "\n\nhost\nUNSIGNED-PAYLOAD";
  const std::string to_sign =
      "AWS4-HMAC-SHA256\n" + moment + "\n" + scope + "\n" + to_hex(sha256(request));
  std::string key = "AWS4" + settings.secret_key;
  for (const std::string& part :
       {day, settings.region, std::string("s3"), std::string("aws4_request"), to_sign})
    key = hmac_sha256(key, part);
  return settings.endpoint + path + "?" + parameters + "&X-Amz-Signature=" + to_hex(key);
}

}  // namespace haat::server
