#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

#include "sdk/host/http/address.hpp"
#include "sdk/host/http/allowed_hosts.hpp"

// Whom an address reaches, and which hosts an operator can name.
namespace haat::http {
namespace {

Reach reach(const std::string& text) {
  sockaddr_storage storage{};
  sockaddr_in ipv4{};
  sockaddr_in6 ipv6{};
  ipv4.sin_family = AF_INET;
  ipv6.sin6_family = AF_INET6;
  if (::inet_pton(AF_INET, text.c_str(), &ipv4.sin_addr) == 1)
    std::memcpy(&storage, &ipv4, sizeof ipv4);
  else if (::inet_pton(AF_INET6, text.c_str(), &ipv6.sin6_addr) == 1)
    std::memcpy(&storage, &ipv6, sizeof ipv6);
  else
    ADD_FAILURE() << text;
  return reach_of(reinterpret_cast<const sockaddr&>(storage));
}

TEST(HttpAddress, PublicOnesReachEverybody) {
  for (const char* address : {"1.1.1.1",
                              "8.8.8.8",
                              "9.255.255.255",
                              "11.0.0.0",
                              "100.63.255.255",
                              "100.128.0.0",
                              "126.255.255.255",
                              "128.0.0.1",
                              "172.15.255.255",
                              "172.32.0.0",
                              "192.167.255.255",
                              "192.169.0.0",
                              "198.17.255.255",
                              "198.20.0.0",
                              "223.255.255.255",
                              "2400:cb00::1",
                              "2001:4860:4860::8888",
                              "2a00:1450::1",
                              "::ffff:8.8.8.8",
                              "64:ff9b::8.8.8.8"})
    EXPECT_EQ(reach(address), Reach::everybody) << address;
}

TEST(HttpAddress, PrivateOnesReachTheInside) {
  for (const char* address : {"10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.168.0.1",
                              "192.168.255.255",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.1",
                              "203.0.113.1",
                              "::1",
                              "::7f00:1",
                              "fc00::1",
                              "fdff::1",
                              "fec0::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "3fff::1",
                              "4000::1",
                              "64:ff9b:1::1",
                              "100::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::192.168.1.1"})
    EXPECT_EQ(reach(address), Reach::inside) << address;
}

TEST(HttpAddress, SomeAreNoPartners) {
  for (const char* address :
       {"0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "224.0.0.1", "239.255.255.255",
        "240.0.0.1", "255.255.255.255", "::", "fe80::1", "febf::1", "ff02::1",
        "::ffff:169.254.169.254", "64:ff9b::169.254.169.254"})
    EXPECT_EQ(reach(address), Reach::nobody) << address;
}

bool allows(const std::string& named, const std::string& url) {
  const auto hosts = AllowedHosts::of({{named}});
  const auto parsed = Url::parse(url);
  return hosts && parsed && hosts->find(*parsed) != nullptr;
}

TEST(HttpAllowedHosts, NameOneHostAndItsPort) {
  EXPECT_TRUE(allows("lms.example.org", "https://lms.example.org/x"));
  EXPECT_TRUE(allows("lms.example.org", "http://LMS.Example.ORG/x"));
  EXPECT_TRUE(allows("lms.example.org", "https://lms.example.org:443/x"));
  EXPECT_TRUE(allows("lms.example.org:8443", "https://lms.example.org:8443/x"));
  EXPECT_TRUE(allows("[2001:db8::1]:8080", "http://[2001:db8::1]:8080/"));
  EXPECT_FALSE(allows("lms.example.org", "https://lms.example.org:8443/x"));
  EXPECT_FALSE(allows("lms.example.org:8443", "https://lms.example.org/x"));
  EXPECT_FALSE(allows("lms.example.org", "https://example.org/"));
  EXPECT_FALSE(allows("lms.example.org", "https://a.lms.example.org/"));
  EXPECT_FALSE(allows("lms.example.org", "https://lms.example.org.evil.example/"));
  EXPECT_FALSE(allows("lms.example.org", "https://lms.example.org@evil.example/"));
  EXPECT_FALSE(allows("lms.example.org", "https://evil.example/#lms.example.org"));
  EXPECT_FALSE(allows("lms.example.org", "https://evil.example\\@lms.example.org/"));
  EXPECT_FALSE(allows("lms.example.org", "ftp://lms.example.org/"));
  EXPECT_FALSE(allows("lms.example.org", "gopher://lms.example.org/"));
  EXPECT_FALSE(allows("127.0.0.1", "http://127.0.0.2/"));
}

TEST(HttpAllowedHosts, WhatIsNoHostIsSaid) {
  for (const char* name :
       {"", "https://lms.example.org", "lms.example.org/path",
        "lms.example.org:", "lms.example.org:0", "lms.example.org:65536", "lms.example.org:8a",
        "LMS.example.org", "*.example.org", "a b", "user@lms.example.org", "[::1", "::1",
        ".example.org", "लर्न.example.org"}) {
    const auto hosts = AllowedHosts::of({{name}});
    ASSERT_FALSE(hosts) << name;
    EXPECT_EQ(hosts.error().id, "provider-host-invalid");
  }
  const auto hosts = AllowedHosts::of({{"lms.example.org", false, "/nowhere/ca.pem"}});
  ASSERT_FALSE(hosts);
  EXPECT_EQ(hosts.error().id, "provider-authority-missing");
}

TEST(HttpUrl, ValuesOfTheQueryStayOutOfLogs) {
  struct {
    const char* url;
    const char* told;
  } const cases[] = {
      {"https://a.example/x?verb=ListRecords&token=secret", "https://a.example/x?verb=…&token=…"},
      {"https://a.example/x?secret", "https://a.example/x?…"},
      {"https://a.example:8443/x?a=b=c#secret", "https://a.example:8443/x?a=…"},
      {"http://a.example", "http://a.example/"}};
  for (const auto& [url, told] : cases) EXPECT_EQ(Url::parse(url)->without_secrets(), told);
}

}  // namespace
}  // namespace haat::http
