#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace haat::server {

struct Route;

// One request and how it was answered, for the log and the metrics. Words of strangers are as they
// were sent; of the query there is nothing, since it may hold secrets.
struct Exchange {
  std::string id;
  std::string client;  // an address
  std::string actor;   // the account; empty: none
  std::string method;
  std::string path;
  const Route* route = nullptr;  // nullptr: there is none
  int status = 0;                // 499: the client went away before it had the answer
  std::chrono::microseconds taken{0};
  std::uint64_t received = 0;  // bytes of the bodies
  std::uint64_t sent = 0;
};

}  // namespace haat::server
