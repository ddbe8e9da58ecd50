#include "marketplace-server/names/namespace_proof.hpp"

#include <algorithm>
#include <chrono>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/names/txt_records.hpp"
#include "sdk/host/http/transfer.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::seconds deadline{10};
constexpr std::uint64_t largest_file = 65'536;
constexpr const char* path = "/.well-known/haat-partner";

// What a place said: whether it has the line, and else why not.
struct Seen {
  bool proof = false;
  bool reached = true;
  std::string instead = {};
};

Seen among(const std::vector<std::string>& lines, const std::string& line,
           const std::string& where) {
  if (std::find(lines.begin(), lines.end(), line) != lines.end()) return {.proof = true};
  if (lines.empty()) return {.instead = where + " has nothing"};
  return {.instead = where + " has \"" + printable(lines.front().substr(0, 100)) + "\"" +
                     (lines.size() > 1 ? " and " + counted(lines.size() - 1, "other") : "")};
}

Seen in_dns(const NamespaceClaim& claim, const NamespacePolicy& policy) {
  const auto records = txt_records(claim.record, policy.name_servers);
  if (!records) return {.reached = false, .instead = records.error().message};
  return among(*records, claim.line, "the TXT record of " + claim.record);
}

// Where the domain is one of the operator's own network.
std::string named_host(const NamespaceClaim& claim, const NamespacePolicy& policy) {
  for (const std::string& host : policy.hosts)
    if (host == claim.domain || host.starts_with(claim.domain + ":")) return host;
  return {};
}

Seen in_file(const NamespaceClaim& claim, const NamespacePolicy& policy) {
  const std::string named = named_host(claim, policy);
  const std::string address = named.empty() ? claim.file : "http://" + named + path;
  const auto url = http::Url::parse(address);
  if (!url) return {.reached = false, .instead = address + " " + url.error()};
  http::AllowedHosts::Host host;
  host.name = url->host();
  host.port = url->port();
  host.may_be_private = !named.empty();
  http::Connections connections;
  const wire::HttpRequest request{
      .method = "GET", .url = address, .headers = {{"User-Agent", "Haat"}}, .body = ""};
  http::Transfer transfer(connections, *url, host, request, largest_file);
  const http::Wait wait{.until = std::chrono::steady_clock::now() + deadline};
  std::string text;
  auto came = transfer.await_head(wait);
  if (came && transfer.head().status == 404) return {.instead = address + " is not there (404)"};
  if (came && transfer.head().status != 200)
    return {.reached = false,
            .instead = address + " answered " + std::to_string(transfer.head().status)};
  while (came && (came = transfer.await_piece(wait))) {
    const auto piece = transfer.take();
    if (piece.empty()) break;
    text += piece;
  }
  if (!came) return {.reached = false, .instead = address + ": " + came.error().sentence};
  std::erase(text, '\r');
  return among(split(text, '\n'), claim.line, address);
}

}  // namespace

Result<NamespaceClaim> claim_of(const std::string& name_space, const std::string& partner,
                                const std::string& marketplace) {
  auto labels = split(name_space, '.');
  if (labels.size() < 2)
    return fail(Errc::invalid_argument, "namespace-no-domain",
                "the namespace " + printable(name_space) +
                    " is no domain read from behind, so nothing can prove it");
  std::reverse(labels.begin(), labels.end());
  const std::string domain = joined(labels, ".");
  return NamespaceClaim{.domain = domain,
                        .line = "haat-partner=" + marketplace + "/" + partner,
                        .record = "_haat." + domain,
                        .file = "https://" + domain + path};
}

Result<std::string> find_proof(const NamespaceClaim& claim, const NamespacePolicy& policy) {
  const Seen dns = in_dns(claim, policy);
  if (dns.proof) return "dns";
  const Seen file = in_file(claim, policy);
  if (file.proof) return "well-known";
  const bool asked = dns.reached && file.reached;
  return fail(asked ? Errc::conflict : Errc::unavailable,
              asked ? "namespace-unproved" : "namespace-unreachable",
              "\"" + claim.line + "\" was not found: " + dns.instead + "; " + file.instead);
}

}  // namespace haat::server
