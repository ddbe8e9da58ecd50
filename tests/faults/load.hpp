#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "core/signing/key.hpp"
#include "tests/faults/book.hpp"
#include "tests/faults/servers.hpp"

namespace haat::test {

// People who publish one version after the other, and people who read, at whichever of the servers,
// until it is stopped. What they are told goes into the book.
class Load {
 public:
  // Packages are made in `folder`.
  Load(Marketplace& market, Servers& servers, Book& book, std::filesystem::path folder,
       int publishers, int readers);
  ~Load() { stop(); }
  void stop();

 private:
  void publish_on(int who);
  void publish(int who, int version, Book::Clock::time_point& last);
  void read_on(int who);
  void read_checkpoint(unsigned short port);
  void read_package(unsigned short port, int course);

  Marketplace& market_;
  Servers& servers_;
  Book& book_;
  const std::filesystem::path folder_;
  const int publishers_;
  const std::string answers_;
  const PublicKey key_;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace haat::test
