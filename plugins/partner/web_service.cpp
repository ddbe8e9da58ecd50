#include "plugins/partner/web_service.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <optional>
#include <thread>

#include "plugins/partner/url.hpp"

namespace partner {

using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::Bytes;
using haat::provider::Failure;
using haat::provider::not_found;
using haat::provider::Request;
using haat::provider::Response;
using haat::provider::system_down;
using std::chrono::seconds;

namespace {

constexpr seconds patience{1};
constexpr seconds longest_wait{365 * 24 * 3600};
constexpr std::string_view zip_begins = "PK\x03\x04";

std::optional<std::time_t> read_date(std::string_view text) {
  std::tm date{};
  const std::string copy(text);
  const char* const end = ::strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
  if (end == nullptr || *end != '\0') return {};
  return ::timegm(&date);
}

// RFC 9110, 10.2.3: seconds or a date, which is meant by the clock of who wrote it.
std::optional<seconds> retry_after(const Response& response) {
  const std::string_view value = response.header("Retry-After");
  long long count = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
  if (error == std::errc() && end == value.data() + value.size() && count >= 0)
    return std::min(seconds(count), longest_wait);
  const auto then = read_date(value);
  if (!then) return {};
  const auto now = read_date(response.header("Date")).value_or(std::time(nullptr));
  return std::clamp(seconds(*then - now), seconds(0), longest_wait);
}

bool asks_to_wait(const Response& response) {
  return response.status == 429 || response.status == 503;
}

std::string when(const Response& response) {
  const auto wait = retry_after(response);
  return wait ? "; it answers again in " + std::to_string(wait->count()) + " s" : "";
}

Failure fault_of_download(const Response& response, const std::string& who) {
  if (response.status == 404 || response.status == 410)
    return not_found("the package is not at " + who + " any more (" +
                     std::to_string(response.status) + ")");
  return fault_of(response, who);
}

}  // namespace

std::string host_of(const std::string& url) {
  const std::string host = address_of(url).host;
  return host.empty() ? "the partner's system" : host;
}

bool is_html(std::string_view body) {
  const std::size_t from = body.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (from == std::string_view::npos) return false;
  std::string begin(body.substr(from, 14));
  std::transform(begin.begin(), begin.end(), begin.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return begin == "<!doctype html" || begin.rfind("<html", 0) == 0;
}

Failure fault_of(const Response& response, const std::string& who) {
  const std::string answered = who + " answered " + std::to_string(response.status);
  switch (response.status) {
    case 401:
    case 403:
      return bad_settings(who + " refuses us (" + std::to_string(response.status) +
                          "): are the credentials in the settings right, and may they do this?");
    case 404:
    case 410:
      return bad_settings(answered + ": is the address in the settings right?");
    case 429:
      return system_down(who + " has had too many requests (429)" + when(response));
    default:
      if (response.status >= 500) return system_down(answered + when(response));
      return bad_data(answered + ", which makes no sense");
  }
}

void WebService::count(const Request& request) {
  if (++requests_ > limits_.requests)
    throw bad_data(host_of(request.url) + " would take more than " +
                   std::to_string(limits_.requests) + " requests for one call");
}

Response WebService::exchange(const Request& request) {
  count(request);
  std::string body;
  Response response = http_.send(request, [&](const Response&, std::string_view piece) {
    if (piece.size() > limits_.answer - body.size())
      throw bad_data(host_of(request.url) + " answered more than " +
                     std::to_string(limits_.answer) + " bytes");
    body.append(piece);
  });
  response.body = std::move(body);
  return response;
}

Response WebService::send(const Request& request) {
  Response response = exchange(request);
  if (!asks_to_wait(response)) return response;
  const auto wait = retry_after(response);
  if (!wait || *wait > patience) return response;
  std::this_thread::sleep_for(*wait);
  return exchange(request);
}

Response WebService::ask(const Request& request) {
  Response response = send(request);
  if (response.status != 200) throw fault_of(response, host_of(request.url));
  return response;
}

void WebService::download(const Request& request, const Bytes& into) {
  count(request);
  const std::string who = host_of(request.url);
  const Failure no_zip = bad_data(who + " answered what is no zip where a package is due");
  std::string begin;
  bool begun = false;
  const Response response = http_.send(request, [&](const Response& head, std::string_view piece) {
    if (head.status != 200) throw fault_of_download(head, who);
    if (begun) return into.write(piece);
    begin.append(piece);
    if (begin.size() < zip_begins.size()) return;
    if (begin.compare(0, zip_begins.size(), zip_begins) != 0) throw no_zip;
    begun = true;
    into.write(begin);
  });
  if (response.status != 200) throw fault_of_download(response, who);
  if (!begun) throw no_zip;
}

}  // namespace partner
