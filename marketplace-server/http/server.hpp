#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/dispatch.hpp"
#include "marketplace-server/http/exchange.hpp"

namespace haat::server {

// The listening socket and the threads that serve it: the only place, with connection.cpp, that
// knows Poco::Net.
class HttpServer {
 public:
  struct Options {
    std::string address = "127.0.0.1:8080";              // port 0: any free one
    std::string software;                                // for the Server header
    std::function<void(const Exchange& exchange)> done;  // after each answer, from any thread
    std::chrono::seconds drain{10};  // that requests under way are given at the end
  };
  // Listens at once. unavailable ("address-in-use", "address-unusable"); invalid_argument
  // ("address-invalid").
  static Result<std::unique_ptr<HttpServer>> listen(Options options, Dispatcher& dispatcher);
  ~HttpServer();

  std::string url() const;  // with the port that was chosen
  int open_connections() const;

  // Takes no new connection, lets requests that are under way finish (for at most Options::drain),
  // then cuts the rest.
  void stop();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

Result<void> judge_address(const std::string& address);  // ("address-invalid")

}  // namespace haat::server
