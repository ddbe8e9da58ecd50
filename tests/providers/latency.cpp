#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "sdk/host/provider_host.hpp"
#include "sdk/host/worker/in_process.hpp"
#include "sdk/host/worker/library.hpp"
#include "sdk/host/worker/plugin.hpp"

// The same call into the same plugin: by hand, by a host that runs it in this process, and by one
// that runs it in a worker.
namespace {

using Clock = std::chrono::steady_clock;

double median_microseconds(const std::function<void()>& call, std::size_t times) {
  std::vector<double> taken(times);
  for (double& time : taken) {
    const auto start = Clock::now();
    call();
    time = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  }
  const auto middle = taken.begin() + static_cast<std::ptrdiff_t>(times / 2);
  std::nth_element(taken.begin(), middle, taken.end());
  return *middle;
}

haat::ProviderHost::Options options(std::function<int(int, int)> in_process) {
  haat::ProviderHost::Options options;
  options.worker = WORKER;
  options.health_every = {};
  options.in_process = std::move(in_process);
  return options;
}

bool open(haat::ProviderHost& host) {
  using State = haat::ProviderHealth::State;
  for (const char* name : {"good", "sized"})
    if (!host.add({name, PLUGINS "/" + std::string(name) + ".so", "{}", {}})) return false;
  const auto all_run = [&] {
    const auto health = host.health();
    return std::all_of(health.begin(), health.end(),
                       [](const auto& one) { return one.state == State::running; });
  };
  while (!all_run()) std::this_thread::yield();
  return true;
}

void tell_of_one_call(haat::ProviderHost& here, haat::ProviderHost& isolated) {
  const auto entry = haat::open_library(PLUGINS "/good.so", "good.so");
  haat::Plugin plugin(**entry, "{}");
  plugin.start();
  constexpr std::size_t times = 20'000;
  const double bare = median_microseconds([&] { plugin.list(""); }, times);
  const double inside = median_microseconds([&] { (void)here.list("good", ""); }, times);
  const double outside = median_microseconds([&] { (void)isolated.list("good", ""); }, times);
  std::printf(
      "a page of courses: called by hand %.1f us; by the host, in this process %.1f us, in a "
      "worker "
      "%.1f us: %.1f us more than by hand, %.1f us more than in this process\n\n",
      bare, inside, outside, outside - bare, outside - inside);
}

// A page of records that are together so large.
void tell_of_sizes(haat::ProviderHost& here, haat::ProviderHost& isolated) {
  std::printf("| bytes | in this process, us | in a worker, us | ratio | to the size before |\n");
  std::printf("|---|---|---|---|---|\n");
  double before = 0;
  for (const char* bytes : {"20", "200", "2000", "20000", "200000", "1000000"}) {
    const std::size_t times = std::max<std::size_t>(200, 2'000'000 / std::stoul(bytes) / 10);
    const auto of = [&](haat::ProviderHost& host) {
      return median_microseconds([&] { (void)host.records("sized", bytes); },
                                 std::min<std::size_t>(times, 10'000));
    };
    const double inside = of(here);
    const double outside = of(isolated);
    std::printf("| %s | %.1f | %.1f | %.2f |", bytes, inside, outside, outside / inside);
    if (before > 0) std::printf(" %.2f", outside / before);
    std::printf(" |\n");
    before = outside;
  }
}

bool tell_of_a_package(haat::ProviderHost& host) {
  const auto start = Clock::now();
  std::size_t bytes = 0;
  const auto fetched =
      host.fetch("good", "2000000000", [&](std::string_view piece) -> haat::Result<void> {
        bytes += piece.size();
        return {};
      });
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("\na package of %zu bytes from a worker: %.2f GB/s\n", bytes,
              static_cast<double>(bytes) / seconds / 1e9);
  return fetched.has_value();
}

}  // namespace

int main() {
  haat::ProviderHost here(options(haat::run_in_process));
  haat::ProviderHost isolated(options({}));
  if (!open(here) || !open(isolated)) return 1;
  tell_of_one_call(here, isolated);
  tell_of_sizes(here, isolated);
  return tell_of_a_package(isolated) ? 0 : 1;
}
