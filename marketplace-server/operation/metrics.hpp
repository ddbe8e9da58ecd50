#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/http/exchange.hpp"
#include "marketplace-server/store/state.hpp"

namespace haat {
class ProviderHost;
}

namespace haat::server {

class Store;

// What is counted of the server, for Prometheus: haat_http_* as it happens, all else as it is when
// somebody looks. Threads: any.
class Metrics {
 public:
  // `store` and `providers` must outlive this.
  Metrics(Store& store, ProviderHost& providers);
  ~Metrics();

  void count(const Exchange& exchange);
  void count_check(State became);
  void watch_connections(std::function<int()> open);

  // The text format of Prometheus, 0.0.4.
  Result<std::string> text();
  static constexpr const char* media_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct Counted;
  std::unique_ptr<Counted> state_;
};

}  // namespace haat::server
