#include "sdk/host/http/exchange.hpp"

#include <algorithm>
#include <array>

#include "core/ascii.hpp"

namespace haat::http {

namespace {

constexpr int most_redirects = 5;

// RFC 9110
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_method(const std::string& method) {
  constexpr std::array<std::string_view, 6> known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
  return std::find(known.begin(), known.end(), method) != known.end();
}

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), lower_case(name)) != names.end();
}

// With these a plugin could speak to the server past us.
constexpr std::array<std::string_view, 10> of_the_host{
    "accept-encoding", "connection", "content-length", "expect",  "host",
    "keep-alive",      "te",         "trailer",        "upgrade", "transfer-encoding"};

bool belongs_to_host(const std::string& name) {
  return is_one_of(of_the_host, name) || lower_case(name).starts_with("proxy-");
}

// Credentials have many names (X-Api-Key, Cookie, ...); what is none has few.
constexpr std::array<std::string_view, 6> harmless{
    "accept",        "accept-language",   "content-type",
    "if-none-match", "if-modified-since", "user-agent"};

bool is_redirect(std::uint32_t status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

tl::expected<Url, Fault> judge(const wire::HttpRequest& request, const AllowedHosts& hosts) {
  if (!is_method(request.method))
    return fault(HAAT_FAULT_PLUGIN, "it made a request with the method \"" +
                                        wire::one_line(request.method, 32) + "\", which is none");
  for (const wire::HttpHeader& header : request.headers) {
    if (!is_token(header.name))
      return fault(HAAT_FAULT_PLUGIN, "it made a request with a header that has no proper name");
    if (belongs_to_host(header.name))
      return fault(HAAT_FAULT_PLUGIN, "it made a request with the header " + header.name +
                                          ", which is the host's business");
  }
  if (!request.body.empty() && (request.method == "GET" || request.method == "HEAD"))
    return fault(HAAT_FAULT_PLUGIN, "it made a " + request.method + " request with a body");
  auto url = Url::parse(request.url);
  if (!url) return fault(HAAT_FAULT_PLUGIN, "it made a request to an URL that " + url.error());
  if (hosts.find(*url) == nullptr)
    return fault(HAAT_FAULT_SETTINGS,
                 url->authority() + " is not among the hosts that the operator named for it");
  return *std::move(url);
}

Exchange::Exchange(Connections& connections, const AllowedHosts& hosts, wire::HttpRequest request,
                   Url url, std::uint64_t largest)
    : connections_(connections),
      hosts_(hosts),
      request_(std::move(request)),
      url_(std::move(url)),
      largest_(largest) {
  begin();
}

void Exchange::begin() {
  transfer_.reset();
  transfer_ =
      std::make_unique<Transfer>(connections_, url_, *hosts_.find(url_), request_, largest_);
}

tl::expected<wire::HttpHead, Fault> Exchange::head(const Wait& wait) {
  for (;;) {
    if (auto there = transfer_->await_head(wait); !there)
      return tl::unexpected<Fault>(there.error());
    const wire::HttpHead& head = transfer_->head();
    if (!is_redirect(head.status) || transfer_->location().empty()) return head;
    if (auto followed = follow(head.status, transfer_->location()); !followed)
      return tl::unexpected<Fault>(followed.error());
  }
}

tl::expected<void, Fault> Exchange::follow(std::uint32_t status, const std::string& location) {
  const std::string from = url_.authority();
  if (++redirects_ > most_redirects)
    return fault(HAAT_FAULT_DATA,
                 from + " sends on more than " + std::to_string(most_redirects) + " times");
  auto next = url_.resolve(location);
  if (!next) return fault(HAAT_FAULT_DATA, from + " sends on to what " + next.error());
  if (url_.scheme() == "https" && next->scheme() != "https")
    return fault(HAAT_FAULT_DATA, from + " sends on from https to http, where nobody is safe");
  if (hosts_.find(*next) == nullptr)
    return fault(HAAT_FAULT_SETTINGS, from + " sends on to " + next->authority() +
                                          ", which is not among the hosts that the operator named");
  const bool becomes_get =
      status == 303 ? request_.method != "HEAD" : status < 303 && request_.method == "POST";
  if (becomes_get) {
    request_.method = "GET";
    request_.body.clear();
    std::erase_if(request_.headers, [](const wire::HttpHeader& header) {
      return lower_case(header.name).starts_with("content-");
    });
  }
  if (!url_.same_origin(*next)) {
    if (!request_.body.empty())
      return fault(HAAT_FAULT_DATA, from + " sends a request with a body on to another host");
    std::erase_if(request_.headers,
                  [](const wire::HttpHeader& header) { return !is_one_of(harmless, header.name); });
  }
  transfer_.reset();  // it knows the URL that ends here
  url_ = *std::move(next);
  begin();
  return {};
}

tl::expected<std::string_view, Fault> Exchange::body(const Wait& wait) {
  if (auto there = transfer_->await_piece(wait); !there)
    return tl::unexpected<Fault>(there.error());
  return transfer_->take();
}

}  // namespace haat::http
