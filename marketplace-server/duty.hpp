#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "core/repeated.hpp"
#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Store;

// Which of the servers of one store does what has to be done once: publishes what is due, tells
// webhooks, looks at providers. It shows in the store that it is alive; when it has not for some
// seconds, by the clock of whoever looks, another takes its place. So clocks need not agree, and
// two may believe for a moment that it is they: what is done on duty must be harmless twice. With a
// store that no other server can use it is always this one. Until it is destroyed.
class Duty {
 public:
  // `server`: a name that no other has, the same after a restart.
  Duty(Store& store, std::string server, std::function<void(const std::string& line)> log);
  ~Duty();

  bool mine() const { return mine_; }

 private:
  void look();
  Result<bool> ask();

  Store& store_;
  std::string server_;
  std::function<void(const std::string&)> log_;
  std::optional<DutyRow> seen_;
  std::chrono::steady_clock::time_point
      changed_{};  // when `seen_` was another one for the last time
  std::atomic<bool> mine_{false};
  std::optional<Repeated> looking_;  // not where there is nobody else
};

}  // namespace haat::server
