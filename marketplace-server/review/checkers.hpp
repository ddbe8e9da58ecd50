#pragma once

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "core/repeated.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Works off the queue of what was submitted, so many at one time; the servers of one marketplace
// share it. Whatever a server has taken it has for as long as it shows in the store that it lives,
// by the clock of whoever looks; then another takes it. Until it is destroyed, which waits for what
// is under way.
class Checkers {
 public:
  // `server`: a name that no other has, the same after a restart.
  Checkers(Services& services, std::string server, int at_once);
  ~Checkers();

 private:
  struct Seen {
    Check check;
    std::chrono::steady_clock::time_point since{};
  };
  Result<void> free_own();
  bool work();
  std::optional<Check> take();
  void give_up(const Check& check);
  void wake();
  void look_after();
  Result<void> look_after(const std::vector<Check>& held);
  bool is_dead(const Check& check);

  Services& services_;
  const std::string server_;
  std::mutex lock_;
  std::set<std::string> under_way_;   // submissions, here
  bool alone_ = false;                // one that was begun before is, and nothing beside it
  std::map<std::string, Seen> seen_;  // what other servers have, by submission
  std::list<Repeated> threads_;
  std::optional<Repeated> looking_after_;
};

}  // namespace haat::server
