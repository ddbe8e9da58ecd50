#pragma once

#include "tests/faults/scene.hpp"

namespace haat::test {

// Servers that are started from now on have a time of day that can be set, by libfaketime. Whether
// it is there.
bool take_over_clock();

Book::Clock::time_point jump_an_hour(Scene& scene);  // forward, back by two, and to what is right
void set_clock_right();

}  // namespace haat::test
