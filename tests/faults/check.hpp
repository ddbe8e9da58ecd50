#pragma once

#include "tests/faults/book.hpp"
#include "tests/faults/servers.hpp"

namespace haat::test {

// Of all that was acknowledged, how much is not so; and in the book, what else is wrong with the
// marketplace: courses half published, packages with other bytes, logs that do not hold.
int count_lost(Marketplace& market, const std::string& blobs, Book& book);

}  // namespace haat::test
