#pragma once

#include <string>

#include "tests/faults/scene.hpp"

namespace haat::test {

// Where servers reach the object store, so that the way to it can be broken.
std::string endpoint_to_break();

// For some seconds: nobody answers, answers never end, are errors, break off, are other bytes.
Book::Clock::time_point cut_store(Scene& scene);
Book::Clock::time_point hold_store(Scene& scene);
Book::Clock::time_point fail_store(Scene& scene);
Book::Clock::time_point truncate_store(Scene& scene);
Book::Clock::time_point garble_store(Scene& scene);

// Pulls the cable to PostgreSQL, longer than a server waits for an answer: on_cut_network.sh.
Book::Clock::time_point cut_database(Scene& scene);

}  // namespace haat::test
