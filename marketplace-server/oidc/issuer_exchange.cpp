#include "marketplace-server/oidc/issuer_exchange.hpp"

#include <chrono>

#include "core/manifest/address.hpp"
#include "core/package/entry_name.hpp"
#include "sdk/host/http/transfer.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds deadline{10};

tl::unexpected<Error> unavailable(const std::string& why) {
  return fail(Errc::unavailable, "issuer-unavailable",
              "the OpenID provider cannot be used: " + printable(why) + "; try again later");
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

Result<http::Url> issuer_url(const std::string& text) {
  const auto invalid = [&](const std::string& why) {
    return fail(Errc::invalid_argument, "issuer-address-invalid",
                "the OpenID provider's address " + printable(text) + " " + why);
  };
  auto url = http::Url::parse(text);
  if (!url) return invalid(url.error());
  if (url->scheme() != "https" && !is_this_machine(url->host()))
    return invalid("is not https, which everything but this machine has to be");
  return std::move(*url);
}

Result<IssuerAnswer> ask(const wire::HttpRequest& request, std::uint64_t largest) {
  HAAT_TRY(const http::Url url, issuer_url(request.url));
  http::AllowedHosts::Host host;
  host.name = url.host();
  host.port = url.port();
  host.may_be_private = true;  // the operator named it
  http::Connections connections;
  http::Transfer transfer(connections, url, host, request, largest);
  http::Wait wait{.until = std::chrono::steady_clock::now() + deadline};
  if (const auto head = transfer.await_head(wait); !head) return unavailable(head.error().sentence);
  IssuerAnswer answer{static_cast<int>(transfer.head().status), {}};
  if (answer.status >= 300 && answer.status < 400)
    return unavailable(host.name + " leads elsewhere (" + std::to_string(answer.status) +
                       "), which is not followed");
  for (;;) {
    if (const auto piece = transfer.await_piece(wait); !piece)
      return unavailable(piece.error().sentence);
    const std::string_view bytes = transfer.take();
    if (bytes.empty()) return answer;
    answer.body += bytes;
  }
}

std::string encoded(const std::string& text) {
  return percent_encoded(text, is_unreserved);
}

}  // namespace

Result<IssuerAnswer> ask_issuer(const std::string& url, std::uint64_t largest) {
  return ask({.method = "GET", .url = url, .headers = {{"Accept", "application/json"}}, .body = {}},
             largest);
}

Result<IssuerAnswer> ask_issuer(const std::string& url, const Pairs& form,
                                const std::string& authorization, std::uint64_t largest) {
  wire::HttpRequest request{.method = "POST",
                            .url = url,
                            .headers = {{"Accept", "application/json"},
                                        {"Content-Type", "application/x-www-form-urlencoded"}},
                            .body = form_encoded(form)};
  if (!authorization.empty()) request.headers.push_back({"Authorization", authorization});
  return ask(request, largest);
}

Result<void> judge_issuer_address(const std::string& url) {
  return issuer_url(url).map([](const http::Url&) {});
}

std::string form_encoded(const Pairs& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs)
    text += (text.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  return text;
}

std::string with_query(const std::string& url, const Pairs& pairs) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + form_encoded(pairs);
}

}  // namespace haat::server
