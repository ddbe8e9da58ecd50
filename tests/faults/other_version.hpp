#pragma once

#include "tests/faults/scene.hpp"

namespace haat::test {

// A newer server has brought the database to a form that the running ones do not know, and goes
// again. Meanwhile they must write nothing, and read on.
Book::Clock::time_point meet_newer_form(Scene& scene);

}  // namespace haat::test
