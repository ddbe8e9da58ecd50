#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

namespace haat::server {

// The connections that are open, and by when each client must have done its part. A connection
// keeps a thread, so clients that send or take a byte now and then would keep all of them: who is
// late is cut off. One that waits for its next request may wait for long, as nginx lets it: where a
// server closes sooner than its clients and proxies do, some of their requests meet the closing and
// fail. Only where threads become few it has to go.
class OpenConnections {
  using SteadyClock = std::chrono::steady_clock;

 public:
  // More than `many` are too many to let the idle ones wait.
  explicit OpenConnections(std::size_t many);
  ~OpenConnections();

  // One connection. Its socket stays open for as long as this lives.
  class Place {
   public:
    Place(OpenConnections& all, int socket);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    void expect_head();                         // the client must have sent a whole head soon
    void expect_transfer(std::uint64_t bytes);  // as soon as a very slow line can carry them
    void expect_nothing();                      // it is our turn
    void expect_next_request();                 // or none: the connection is idle

   private:
    OpenConnections& all_;
    int socket_;
  };

  void cut_idle();
  void cut_all();

 private:
  struct Expected {
    SteadyClock::time_point by;
    SteadyClock::time_point by_if_many;
    bool idle = false;
  };
  void watch();
  void expect(int socket, Expected expected);

  const std::size_t many_;
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::map<int, Expected> expected_;  // by socket
  std::thread thread_;
};

}  // namespace haat::server
