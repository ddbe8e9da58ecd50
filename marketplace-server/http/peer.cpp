#include "marketplace-server/http/peer.hpp"

#include <Poco/Net/IPAddress.h>

#include "core/ascii.hpp"

namespace haat::server {
namespace {

using Poco::Net::IPAddress;

// Of all its fields, as if they were one.
std::vector<std::string> forwarded_for(const Headers& headers) {
  std::vector<std::string> addresses;
  for (const Header& header : headers.all()) {
    if (!equal_but_for_case(header.name, "X-Forwarded-For")) continue;
    std::string word;
    for (const char c : header.value + ",") {
      if (c != ',' && c != ' ') word += c;
      if (c == ',') addresses.push_back(std::exchange(word, {}));
    }
  }
  return addresses;
}

}  // namespace

std::string client_of(const std::string& connected, const Headers& headers,
                      const std::vector<Network>& proxies) {
  std::string client = connected;
  auto left = forwarded_for(headers);
  for (; contains(proxies, client) && !left.empty(); left.pop_back()) {
    IPAddress address;
    if (!IPAddress::tryParse(left.back(), address)) break;  // a proxy that writes nonsense
    client = address.toString();
  }
  return client;
}

std::string peer_of(const std::string& client) {
  IPAddress address;
  if (!IPAddress::tryParse(client, address) || address.family() == IPAddress::IPv4) return client;
  if (address.isIPv4Mapped()) return client.substr(client.rfind(':') + 1);
  return (address & IPAddress(64, IPAddress::IPv6)).toString() + "/64";
}

bool is_loopback(const std::string& client) {
  IPAddress address;
  return IPAddress::tryParse(client, address) && address.isLoopback();
}

}  // namespace haat::server
