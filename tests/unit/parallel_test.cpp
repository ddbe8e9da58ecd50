#include "core/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace haat::test {
namespace {

TEST(Parallel, does_each_job_once) {
  for (const unsigned threads : {0u, 1u, 2u, 7u}) {
    std::vector<std::atomic<int>> done(1000);
    ASSERT_TRUE(in_parallel(done.size(), threads, [&](std::size_t index, unsigned worker) {
      EXPECT_LT(worker, std::max(threads, 1u));
      ++done[index];
      return Result<void>{};
    }));
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(Parallel, ends_with_the_first_failure_in_order) {
  for (int round = 0; round < 50; ++round) {
    const auto result = in_parallel(100, 4, [](std::size_t index, unsigned) -> Result<void> {
      if (index == 20) std::this_thread::yield();
      if (index < 20) return {};
      return fail(Errc::corrupt, "failure", std::to_string(index));
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "20");
  }
}

TEST(Parallel, throws_what_a_job_throws) {
  EXPECT_THROW((void)in_parallel(10, 3,
                                 [](std::size_t index, unsigned) -> Result<void> {
                                   if (index == 5) throw std::runtime_error("five");
                                   return {};
                                 }),
               std::runtime_error);
}

}  // namespace
}  // namespace haat::test
