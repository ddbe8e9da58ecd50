#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "sdk/host/provider_host.hpp"
#include "sdk/host/worker/library.hpp"
#include "sdk/host/worker/plugin.hpp"

// The same call into the same plugin, in this process and in a worker.
namespace {

using Clock = std::chrono::steady_clock;

double median_microseconds(const std::function<void()>& call) {
  std::vector<double> times(20'000);
  for (double& time : times) {
    const auto start = Clock::now();
    call();
    time = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  }
  std::nth_element(times.begin(), times.begin() + 10'000, times.end());
  return times[10'000];
}

}  // namespace

int main() {
  const auto entry = haat::open_library(PLUGINS "/good.so", "good.so");
  if (!entry) return 1;
  haat::Plugin plugin(**entry, "{}");
  plugin.start();
  const double inside = median_microseconds([&] { plugin.list(""); });

  haat::ProviderHost::Options options;
  options.worker = WORKER;
  haat::ProviderHost host(options);
  if (!host.add({"good", PLUGINS "/good.so", "{}", {}})) return 1;
  while (host.health().front().state != haat::ProviderHealth::State::running)
    std::this_thread::yield();
  const double isolated = median_microseconds([&] { (void)host.list("good", ""); });

  std::printf("in this process %.1f us, in a worker %.1f us, difference %.1f us\n", inside,
              isolated, isolated - inside);
  const auto start = Clock::now();
  std::size_t bytes = 0;
  const auto fetched =
      host.fetch("good", "2000000000", [&](std::string_view piece) -> haat::Result<void> {
        bytes += piece.size();
        return {};
      });
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("package of %zu bytes: %.2f GB/s\n", bytes,
              static_cast<double>(bytes) / seconds / 1e9);
  return fetched ? 0 : 1;
}
