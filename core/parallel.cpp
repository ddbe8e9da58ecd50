#include "core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace haat {
namespace {

class Work {
 public:
  using Job = std::function<Result<void>(std::size_t, unsigned)>;

  Work(std::size_t count, const Job& job) : end_(count), job_(job) {}

  // One thread's share.
  void take_part(unsigned worker) {
    // Once one has failed at `end_`, only those before it can still change the result, and they
    // have begun.
    for (std::size_t index = next_++; index < end_; index = next_++) {
      try {
        if (auto done = job_(index, worker); !done) fail_at(index, std::move(done), nullptr);
      } catch (...) {
        fail_at(index, {}, std::current_exception());
      }
    }
  }

  Result<void> result() {
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(result_);
  }

 private:
  void fail_at(std::size_t index, Result<void> result, std::exception_ptr thrown) {
    const std::lock_guard lock(mutex_);
    if (index >= end_) return;
    end_ = index;
    result_ = std::move(result);
    thrown_ = std::move(thrown);
  }

  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> end_;
  const Job& job_;
  std::mutex mutex_;
  Result<void> result_;
  std::exception_ptr thrown_;
};

}  // namespace

unsigned useful_threads() {
  return std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
}

Result<void> in_parallel(
    std::size_t count, unsigned threads,
    const std::function<Result<void>(std::size_t index, unsigned worker)>& job) {
  Work work(count, job);
  {
    std::vector<std::jthread> others;
    try {
      for (unsigned worker = 1; worker < std::min<std::size_t>(threads, count); ++worker)
        others.emplace_back([&work, worker] { work.take_part(worker); });
    } catch (const std::system_error&) {
      // Where no more threads are allowed, those that are do it.
    }
    work.take_part(0);
  }
  return work.result();
}

}  // namespace haat
