#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace haat::test {

// Stands between a server and its object store, and does to it what networks and stores do.
class FaultyProxy {
 public:
  enum class Fault {
    none,
    gone,         // hangs up at once
    silent,       // takes a request and never answers
    error_500,    // answers nothing else
    truncated,    // breaks off long answers
    other_bytes,  // changes a byte of long answers
  };

  explicit FaultyProxy(const std::string& endpoint);  // http://127.0.0.1:PORT
  ~FaultyProxy();
  FaultyProxy(const FaultyProxy&) = delete;
  FaultyProxy& operator=(const FaultyProxy&) = delete;

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void set(Fault fault);  // for connections to come; those that are there are cut

 private:
  void accept();
  void serve(int client);
  void forward(int from, int to, bool answers) const;
  void cut();

  unsigned short to_;
  unsigned short port_ = 0;
  int listener_ = -1;
  std::atomic<Fault> fault_{Fault::none};
  std::atomic<bool> stopping_{false};
  std::mutex lock_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
};

}  // namespace haat::test
