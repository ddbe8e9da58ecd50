#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace haat::server {

// One request and how it was answered, for the log and the metrics. Words of strangers are as they
// were sent; of the query there is nothing, since it may hold secrets.
struct Exchange {
  std::string id;
  std::string client;   // an address
  std::string account;  // empty: none
  std::string method;
  std::string path;
  std::string_view route;  // its name; empty: none was found
  int status = 0;          // 499: the client went away before it had the answer
  std::chrono::microseconds taken{0};
  std::uint64_t received = 0;  // bytes of the bodies
  std::uint64_t sent = 0;
};

}  // namespace haat::server
