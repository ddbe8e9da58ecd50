#include "marketplace-server/webhooks/listener.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"
#include "marketplace-server/webhooks/signature.hpp"
#include "sdk/host/http/transfer.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds deadline{10};
constexpr std::uint64_t largest_answer = 65'536;  // nobody reads it

bool is_named(const http::Url& url, const std::vector<std::string>& hosts) {
  return std::find(hosts.begin(), hosts.end(), url.host()) != hosts.end() ||
         std::find(hosts.begin(), hosts.end(), url.authority()) != hosts.end();
}

Result<http::Url> listener_at(const std::string& text,
                              const std::vector<std::string>& private_hosts) {
  auto url = http::Url::parse(text);
  if (!url)
    return fail(Errc::invalid_argument, "webhook-url-invalid",
                "the URL " + printable(text) + " " + url.error());
  if (url->scheme() != "https" && !is_named(*url, private_hosts))
    return fail(Errc::invalid_argument, "webhook-url-invalid",
                "a webhook is told over https; " + printable(text) + " is not");
  return std::move(*url);
}

wire::HttpRequest request_of(const Webhook& webhook, const Delivery& delivery, Time now) {
  return {.method = "POST",
          .url = webhook.url,
          .headers = {{"Content-Type", "application/json"},
                      {"User-Agent", "Haat"},
                      {"webhook-id", delivery.id},
                      {"webhook-timestamp", std::to_string(now.time_since_epoch().count())},
                      {"webhook-signature",
                       webhook_signature(webhook.secret, delivery.id, now, delivery.body)}},
          .body = delivery.body};
}

}  // namespace

Result<void> judge_listener(const std::string& url, const std::vector<std::string>& private_hosts) {
  return listener_at(url, private_hosts).map([](const http::Url&) {});
}

Told tell(const Webhook& webhook, const Delivery& delivery, Time now,
          const std::vector<std::string>& private_hosts, const std::atomic<bool>& stopping) {
  const auto url = listener_at(webhook.url, private_hosts);
  if (!url) return {0, url.error().message};
  http::AllowedHosts::Host host;
  host.name = url->host();
  host.port = url->port();
  host.may_be_private = is_named(*url, private_hosts);
  http::Connections connections;
  const wire::HttpRequest request = request_of(webhook, delivery, now);
  http::Transfer transfer(connections, *url, host, request, largest_answer);
  http::Wait wait{.until = std::chrono::steady_clock::now() + deadline};
  wait.go_on = [&] { return !stopping.load(); };
  if (const auto head = transfer.await_head(wait); !head) return {0, head.error().sentence};
  const int status = static_cast<int>(transfer.head().status);
  if (status >= 200 && status <= 299) return {status, ""};
  return {status, "it answered " + std::to_string(status)};
}

}  // namespace haat::server
