#include "tests/faults/deaths.hpp"

#include <cstdlib>
#include <stdexcept>

namespace haat::test {
void tell_database(const std::string& command) {
  const std::string whole = std::string(HAAT_POSTGRESQL_SCRIPT) + " " + command + " \"" +
                            std::getenv("HAAT_TEST_POSTGRESQL") + "\"";
  if (std::system(whole.c_str()) != 0) throw std::runtime_error("failed: " + whole);
}

Book::Clock::time_point kill_server(Scene& scene) {
  const auto began = Book::Clock::now();
  const auto which = scene.random() % scene.servers.count();
  scene.servers.kill(which);
  scene.servers.start(which);
  return began;
}

Book::Clock::time_point kill_database(Scene&) {
  const auto began = Book::Clock::now();
  tell_database("kill");
  tell_database("again");
  return began;
}

void start_database_if_it_ended() {
  tell_database("again-if-ended");
}

Book::Clock::time_point fail_over(Scene&) {
  const auto began = Book::Clock::now();
  tell_database("kill");
  tell_database("promote");
  return began;
}

}  // namespace haat::test
