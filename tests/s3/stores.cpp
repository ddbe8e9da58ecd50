#include <cstdlib>

namespace {

// gtest_discover_tests() hands over one variable, and that tells of the object store.
[[maybe_unused]] const int told = ::setenv("HAAT_TEST_POSTGRESQL", HAAT_POSTGRESQL_URL, 0);

}  // namespace
