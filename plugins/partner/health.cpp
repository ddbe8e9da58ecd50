#include "plugins/partner/health.hpp"

#include <chrono>

#include "plugins/partner/plain_text.hpp"

namespace partner {

using haat::provider::Failure;
using haat::provider::Health;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds slow{3};
constexpr std::size_t longest_name = 100;  // bytes

}  // namespace

Health health_of(const std::function<Health()>& ask) {
  const auto began = steady_clock::now();
  Health health;
  try {
    health = ask();
  } catch (const Failure& failure) {
    return {Health::down, failure.what()};
  }
  const auto took = steady_clock::now() - began;
  if (health.state != Health::ok || took < slow) return health;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(took).count();
  return {Health::degraded,
          health.sentence + "; it took " + std::to_string(seconds) + " s to say so"};
}

std::string quoted_name(const std::string& name) {
  return "\"" + cut(one_line(name), longest_name) + "\"";
}

}  // namespace partner
