#pragma once

#include <sys/socket.h>

#include <string>

namespace haat::http {

// Whom a socket address reaches.
enum class Reach {
  everybody,  // a host of the public internet
  inside,     // this machine or its networks: only where the operator said so
  nobody,  // what no partner's system has: link-local (and so a cloud's metadata), multicast, none
};

// By the registries of special addresses (RFC 6890), with the IPv4 address inside of an IPv6 one
// judged as itself. What is not known to be public is not.
Reach reach_of(const sockaddr& address);

std::string to_string(const sockaddr& address);  // "10.1.2.3", "fe80::1"

}  // namespace haat::http
