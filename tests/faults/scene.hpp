#pragma once

#include <random>

#include "tests/faults/book.hpp"
#include "tests/faults/servers.hpp"

namespace haat::test {

// What a fault happens to.
struct Scene {
  Marketplace& market;
  Servers& servers;
  Book& book;
  std::mt19937& random;
  const std::filesystem::path elsewhere;  // a folder on another disk than the servers'
};

// Breaks something and mends it. When it was mended, or, for what needs no mending, broken: from
// then on people wait for the marketplace alone.
using Strike = Book::Clock::time_point (*)(Scene& scene);

// What has to stand around servers that it happens to: a clock that can be set, an object store.
enum class Needs { nothing, clock, store };

struct Fault {
  const char* name;
  Strike strike;
  Needs needs = Needs::nothing;
  bool once = false;  // there is nothing left that could break again
};

}  // namespace haat::test
