#pragma once

#include <string>

#include "tests/faults/scene.hpp"

namespace haat::test {

void tell_database(const std::string& command);  // as postgresql.sh knows them
Book::Clock::time_point kill_server(Scene& scene);
Book::Clock::time_point kill_database(Scene& scene);  // and start it
void start_database_if_it_ended();
Book::Clock::time_point fail_over(Scene& scene);  // to its replica

}  // namespace haat::test
