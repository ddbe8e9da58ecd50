#include "sdk/host/http/url.hpp"

#include <curl/curl.h>

#include <algorithm>

#include "core/ascii.hpp"

namespace haat::http {

namespace {

tl::unexpected<std::string> wrong(std::string what) {
  return tl::unexpected<std::string>(std::move(what));
}

}  // namespace

void Url::Free::operator()(Curl_URL* url) const {
  ::curl_url_cleanup(url);
}

std::string Url::part(int which) const {
  char* value = nullptr;
  if (::curl_url_get(url_.get(), static_cast<CURLUPart>(which), &value,
                     which == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0) != CURLUE_OK)
    return {};
  std::string copy = value;
  ::curl_free(value);
  return copy;
}

tl::expected<Url, std::string> Url::parse(const std::string& text) {
  Handle url(::curl_url());
  if (!url || ::curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    return wrong("is no absolute URL");
  return judged(std::move(url));
}

tl::expected<Url, std::string> Url::resolve(const std::string& location) const {
  Handle url(::curl_url_dup(url_.get()));
  if (!url || ::curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK)
    return wrong("is no URL");
  return judged(std::move(url));
}

tl::expected<Url, std::string> Url::judged(Handle handle) {
  Url url;
  url.url_ = std::move(handle);
  url.scheme_ = url.part(CURLUPART_SCHEME);
  url.host_ = lower_case(url.part(CURLUPART_HOST));
  if (url.scheme_ != "http" && url.scheme_ != "https") return wrong("is neither http nor https");
  if (!url.part(CURLUPART_USER).empty() || !url.part(CURLUPART_PASSWORD).empty())
    return wrong("has a user name or password");
  if (url.host_.empty()) return wrong("names no host");
  url.port_ = static_cast<std::uint16_t>(std::stoul(url.part(CURLUPART_PORT)));
  ::curl_url_set(url.raw(), CURLUPART_FRAGMENT, nullptr, 0);
  return url;
}

std::string Url::authority() const {
  return port_is_usual() ? host_ : host_ + ":" + std::to_string(port_);
}

std::string Url::path() const {
  return part(CURLUPART_PATH);
}

std::string Url::text() const {
  return part(CURLUPART_URL);
}

std::string Url::without_secrets() const {
  std::string told = scheme_ + "://" + authority() + path();
  const std::string query = part(CURLUPART_QUERY);
  char before = '?';
  for (std::size_t from = 0; from < query.size();) {
    const std::size_t end = std::min(query.find('&', from), query.size());
    const std::string one = query.substr(from, end - from);
    const std::size_t equals = one.find('=');
    // Without a '=' it may be the secret itself.
    told += before + (equals == std::string::npos ? "…" : one.substr(0, equals) + "=…");
    before = '&';
    from = end + 1;
  }
  return told;
}

}  // namespace haat::http
