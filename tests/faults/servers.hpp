#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tests/api/marketplace.hpp"

namespace haat::test {

// The servers of one marketplace, some of which may be dead just now.
class Servers {
 public:
  // As many as `count`: the one of `market`, and more with the same keys, store and packages, which
  // are started with these arguments, too.
  Servers(Marketplace& market, int count, std::vector<std::string> arguments = {});

  unsigned short port(std::size_t which);
  std::size_t count() const { return ports_.size(); }
  void kill(std::size_t which);
  void start(std::size_t which);

  // What one more server would be started with, which has the first one's keys.
  std::vector<std::string> arguments_of_a_newcomer() const;

 private:
  std::vector<std::string> arguments() const;

  Marketplace& market_;
  std::filesystem::path first_;
  std::vector<std::string> arguments_;
  std::vector<std::unique_ptr<ServerProcess>> more_;
  std::mutex lock_;
  std::vector<unsigned short> ports_;
};

}  // namespace haat::test
