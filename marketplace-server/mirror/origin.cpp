#include "marketplace-server/mirror/origin.hpp"

#include <chrono>

#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds for_head{30};
constexpr std::chrono::seconds for_piece{60};  // between one and the next

http::Wait wait_for(std::chrono::seconds time) {
  return {.until = std::chrono::steady_clock::now() + time};
}

}  // namespace

Result<Origin> Origin::at(const std::string& url) {
  const auto parsed = http::Url::parse(url);
  if (!parsed)
    return fail(Errc::invalid_argument, "origin-url-invalid",
                "the URL " + printable(url) + " " + parsed.error());
  return Origin(url.ends_with('/') ? url.substr(0, url.size() - 1) : url, parsed->host());
}

// Once it may send us on: to the store where it keeps its packages.
template <typename Take>
Result<void> Origin::get(const std::string& path, std::uint64_t largest, const Take& take) {
  const auto url = http::Url::parse(url_ + path);
  if (!url) return fail(Errc::unavailable, "origin-unreachable", url_ + path + ": " + url.error());
  return get(*url, true, largest, take);
}

template <typename Take>
Result<void> Origin::get(const http::Url& url, bool may_send_on, std::uint64_t largest,
                         const Take& take) {
  const std::string address = url.without_secrets();
  const auto unreachable = [&](const std::string& why) {
    return fail(Errc::unavailable, "origin-unreachable", address + ": " + why);
  };
  http::AllowedHosts::Host host;
  host.name = url.host();
  host.port = url.port();
  host.may_be_private = host.name == host_;  // the operator named it
  const wire::HttpRequest request{
      .method = "GET", .url = url.text(), .headers = {{"User-Agent", "Haat"}}, .body = ""};
  http::Transfer transfer(connections_, url, host, request, largest);
  if (const auto head = transfer.await_head(wait_for(for_head)); !head)
    return unreachable(head.error().sentence);
  const int status = static_cast<int>(transfer.head().status);
  if (status == 404 || status == 410)
    return fail(Errc::not_found, "origin-has-not",
                address + " is not there (" + std::to_string(status) + ")");
  if (status == 307 && may_send_on) {
    const auto next = url.resolve(transfer.location());
    if (!next) return unreachable("the address that it sends us to " + next.error());
    if (url.scheme() == "https" && next->scheme() != "https")
      return unreachable("it sends us to an address without TLS");
    return get(*next, false, largest, take);
  }
  if (status != 200) return unreachable("it answered " + std::to_string(status));
  for (;;) {
    if (const auto come = transfer.await_piece(wait_for(for_piece)); !come)
      return unreachable(come.error().sentence);
    const auto piece = transfer.take();
    if (piece.empty()) return {};
    HAAT_TRY_VOID(take(piece));
  }
}

Result<std::string> Origin::text(const std::string& path, std::uint64_t largest) {
  std::string text;
  HAAT_TRY_VOID(get(path, largest, [&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  }));
  return text;
}

Result<void> Origin::file(const std::string& path, std::uint64_t largest, IncomingFile& to) {
  return get(path, largest, [&](std::string_view piece) { return to.write(piece); });
}

}  // namespace haat::server
