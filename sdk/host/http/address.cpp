#include "sdk/host/http/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace haat::http {

namespace {

struct Block {
  std::uint32_t first;
  int bits;
  Reach reach;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
  return a << 24 | b << 16 | c << 8;
}

constexpr Block ipv4_blocks[] = {
    {ip(0, 0), 8, Reach::nobody},           // this host on this network
    {ip(10, 0), 8, Reach::inside},          // private
    {ip(100, 64), 10, Reach::inside},       // behind a carrier
    {ip(127, 0), 8, Reach::inside},         // loopback
    {ip(169, 254), 16, Reach::nobody},      // link-local
    {ip(172, 16), 12, Reach::inside},       // private
    {ip(192, 0, 0), 24, Reach::inside},     // of protocols
    {ip(192, 0, 2), 24, Reach::inside},     // documentation
    {ip(192, 88, 99), 24, Reach::inside},   // relays of 6to4
    {ip(192, 168), 16, Reach::inside},      // private
    {ip(198, 18), 15, Reach::inside},       // benchmarks
    {ip(198, 51, 100), 24, Reach::inside},  // documentation
    {ip(203, 0, 113), 24, Reach::inside},   // documentation
    {ip(224, 0), 3, Reach::nobody},         // multicast, reserved, broadcast
};

Reach reach_of_ipv4(std::uint32_t address) {
  for (const Block& block : ipv4_blocks)
    if ((address ^ block.first) >> (32 - block.bits) == 0) return block.reach;
  return Reach::everybody;
}

using Ipv6 = std::array<std::uint8_t, 16>;

bool starts(const Ipv6& address, const Ipv6& prefix, int bits) {
  const int bytes = bits / 8;
  if (!std::equal(address.begin(), address.begin() + bytes, prefix.begin())) return false;
  return bits % 8 == 0 || (address[bytes] ^ prefix[bytes]) >> (8 - bits % 8) == 0;
}

std::uint32_t last_four(const Ipv6& address) {
  return ip(address[12], address[13], address[14]) | address[15];
}

Reach reach_of_ipv6(const Ipv6& address) {
  if (starts(address, {}, 80) && address[10] == 0xff && address[11] == 0xff)
    return reach_of_ipv4(last_four(address));  // mapped
  if (starts(address, {0x00, 0x64, 0xff, 0x9b}, 96))
    return reach_of_ipv4(last_four(address));  // translated
  if (starts(address, {}, 96))                 // ::, ::1, and what once was an IPv4 address
    return last_four(address) == 0 ? Reach::nobody : Reach::inside;
  if (starts(address, {0xfe, 0x80}, 10) || starts(address, {0xff}, 8)) return Reach::nobody;
  if (starts(address, {0x20, 0x01, 0x00, 0x00}, 23) ||  // protocols: Teredo, ORCHID
      starts(address, {0x20, 0x01, 0x0d, 0xb8}, 32) ||  // documentation
      starts(address, {0x20, 0x02}, 16) ||              // 6to4: an IPv4 address inside
      starts(address, {0x3f, 0xff}, 20))                // documentation
    return Reach::inside;
  return starts(address, {0x20}, 3) ? Reach::everybody : Reach::inside;
}

}  // namespace

Reach reach_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, &address, sizeof ipv4);
    return reach_of_ipv4(ntohl(ipv4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, &address, sizeof ipv6);
    Ipv6 bytes{};
    std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
    return reach_of_ipv6(bytes);
  }
  return Reach::nobody;
}

std::string to_string(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.sa_family == AF_INET) {
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, &address, sizeof ipv4);
    ::inet_ntop(AF_INET, &ipv4.sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, &address, sizeof ipv6);
    ::inet_ntop(AF_INET6, &ipv6.sin6_addr, text, sizeof text);
  }
  return text;
}

}  // namespace haat::http
