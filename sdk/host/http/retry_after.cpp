#include "sdk/host/http/retry_after.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>
#include <string_view>

#include "core/ascii.hpp"

namespace haat::http {

namespace {

using std::chrono::seconds;

constexpr seconds longest{3600};

std::string value_of(const wire::HttpHead& head, std::string_view name) {
  for (const wire::HttpHeader& header : head.headers)
    if (lower_case(header.name) == name) return header.value;
  return {};
}

}  // namespace

// RFC 9110, 10.2.3: seconds or a date, which is meant by the clock of who wrote it.
std::optional<seconds> asks_to_wait(const wire::HttpHead& head) {
  if (head.status != 429 && head.status != 503) return {};
  const std::string value = value_of(head, "retry-after");
  const char* const last = value.data() + value.size();
  long long count = 0;
  const auto [end, error] = std::from_chars(value.data(), last, count);
  if (error == std::errc() && end == last)
    return seconds(std::clamp<long long>(count, 0, longest.count()));
  const std::time_t then = ::curl_getdate(value.c_str(), nullptr);
  if (then < 0) return {};
  const std::time_t date = ::curl_getdate(value_of(head, "date").c_str(), nullptr);
  const std::time_t now = date < 0 ? std::time(nullptr) : date;
  return std::clamp(seconds(then - now), seconds(0), longest);
}

}  // namespace haat::http
