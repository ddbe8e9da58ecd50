#include "tests/faults/book.hpp"

namespace haat::test {

void Book::acknowledge(const std::string& submission, const char* what) {
  const std::lock_guard guard(lock);
  acknowledged[submission] = what;
  last_acknowledged = Clock::now().time_since_epoch().count();
}

void Book::complain(const std::string& what) {
  const std::lock_guard guard(lock);
  wrong.push_back(what);
}

}  // namespace haat::test
