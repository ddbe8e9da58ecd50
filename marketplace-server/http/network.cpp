#include "marketplace-server/http/network.hpp"

#include <Poco/Net/IPAddress.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

using Poco::Net::IPAddress;

// 4 or 16 bytes; an IPv4 address that was mapped into IPv6 has 4.
std::optional<std::string> bytes_of(const std::string& text) {
  IPAddress address;
  if (!IPAddress::tryParse(text, address)) return std::nullopt;
  const std::string bytes(static_cast<const char*>(address.addr()), address.length());
  return address.isIPv4Mapped() && bytes.size() == 16 ? bytes.substr(12) : bytes;
}

}  // namespace

Result<Network> Network::parse(const std::string& text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto bytes = bytes_of(text.substr(0, slash));
  const auto longest = bytes ? static_cast<unsigned>(bytes->size() * 8) : 0;
  unsigned bits = longest;
  bool valid = bytes.has_value();
  if (valid && slash < text.size()) {
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + slash + 1, end, bits);
    valid = error == std::errc{} && at == end && bits <= longest;
  }
  if (!valid)
    return fail(Errc::invalid_argument, "network-invalid",
                "\"" + printable(text) + "\" is no network; write one such as 10.0.0.0/8");
  return Network(*bytes, bits);
}

bool Network::contains(const std::string& address) const {
  const auto bytes = bytes_of(address);
  if (!bytes || bytes->size() != base_.size()) return false;
  const std::size_t whole = bits_ / 8;
  if (bytes->compare(0, whole, base_, 0, whole) != 0) return false;
  const unsigned rest = bits_ % 8;
  const unsigned differ = rest == 0 ? 0u
                                    : static_cast<unsigned char>((*bytes)[whole]) ^
                                          static_cast<unsigned char>(base_[whole]);
  return differ >> (8 - rest) == 0;
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

}  // namespace haat::server
