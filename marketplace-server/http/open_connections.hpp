#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

namespace haat::server {

// The connections that are open, and by when each client must have done its part. A connection
// keeps a thread, so clients that send or take a byte now and then would keep all of them: who is
// late is cut off.
class OpenConnections {
  using SteadyClock = std::chrono::steady_clock;

 public:
  OpenConnections();
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

   private:
    void expect_by(SteadyClock::time_point due);
    OpenConnections& all_;
    int socket_;
  };

  void cut_all();

 private:
  void watch();

  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::map<int, SteadyClock::time_point> due_;  // by socket
  std::thread thread_;
};

}  // namespace haat::server
