#include "marketplace-server/http/network.hpp"

#include <Poco/Net/IPAddress.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

using Poco::Net::IPAddress;

std::optional<IPAddress> address_of(const std::string& text) {
  IPAddress address;
  if (!IPAddress::tryParse(text, address)) return std::nullopt;
  if (!address.isIPv4Mapped()) return address;
  return IPAddress(static_cast<const char*>(address.addr()) + 12, 4);
}

unsigned longest(const IPAddress& address) {
  return address.family() == IPAddress::IPv4 ? 32 : 128;
}

}  // namespace

Result<Network> Network::parse(const std::string& text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto address = address_of(text.substr(0, slash));
  unsigned bits = address ? longest(*address) : 0;
  bool valid = address.has_value();
  if (valid && slash < text.size()) {
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + slash + 1, end, bits);
    valid = error == std::errc{} && at == end && bits <= longest(*address);
  }
  if (!valid)
    return fail(Errc::invalid_argument, "network-invalid",
                "\"" + printable(text) + "\" is no network; write one such as 10.0.0.0/8");
  Network network;
  network.base_ = (*address & IPAddress(bits, address->family())).toString();
  network.bits_ = bits;
  return network;
}

bool Network::contains(const std::string& text) const {
  const auto address = address_of(text);
  const IPAddress base(base_);
  return address && address->family() == base.family() &&
         (*address & IPAddress(bits_, base.family())) == base;
}

Result<std::vector<Network>> parse_networks(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const std::string& text : texts) {
    HAAT_TRY(Network network, Network::parse(text));
    networks.push_back(std::move(network));
  }
  return networks;
}

bool contains(const std::vector<Network>& networks, const std::string& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.contains(address); });
}

bool is_this_machine(const std::string& text) {
  const auto address = address_of(text);
  return address && address->isLoopback();
}

std::string client_address(const std::string& peer, const std::string& forwarded_for,
                           const std::vector<Network>& proxies) {
  std::string client = peer;
  std::string_view left = forwarded_for;
  while (contains(proxies, client) && !left.empty()) {
    const auto comma = left.rfind(',');
    std::string_view last = comma == std::string_view::npos ? left : left.substr(comma + 1);
    left = comma == std::string_view::npos ? std::string_view() : left.substr(0, comma);
    while (last.starts_with(' ')) last.remove_prefix(1);
    while (last.ends_with(' ')) last.remove_suffix(1);
    const auto address = address_of(std::string(last));
    if (!address) break;  // a proxy that writes nonsense is itself who asks
    client = address->toString();
  }
  return client;
}

}  // namespace haat::server
