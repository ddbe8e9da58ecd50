#pragma once

#include "tests/faults/scene.hpp"

namespace haat::test {

// Of a small disk that is there for this alone: on_small_disk.sh makes one.
Book::Clock::time_point fill_disk(Scene& scene);  // for some seconds, and with PostgreSQL's
Book::Clock::time_point make_disk_read_only(Scene& scene);  // the same, of the first server's data
Book::Clock::time_point make_database_read_only(Scene& scene);  // PostgreSQL refuses each change

}  // namespace haat::test
