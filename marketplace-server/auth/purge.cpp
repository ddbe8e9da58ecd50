#include "marketplace-server/auth/purge.hpp"

#include <chrono>

#include "marketplace-server/duty.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::minutes pause{1};
constexpr std::chrono::days told_as_over{30};
constexpr int at_once = 1000;  // tokens; others want to write, too

// Whether there is more.
Result<bool> purge(Services& services) {
  const By by{"marketplace", services.clock()};
  return services.store.change([&](Session& session) -> Result<bool> {
    HAAT_TRY_VOID(session.forget_sign_ins(by.at));
    HAAT_TRY_VOID(session.forget_one_time_codes(by.at));
    HAAT_TRY(const int tokens, session.forget_tokens(by.at - told_as_over, at_once));
    if (tokens > 0)
      HAAT_TRY_VOID(session.log(
          by, "tokens.purged", "tokens",
          {{"count", std::to_string(tokens)}, {"over_before", to_rfc3339(by.at - told_as_over)}}));
    return tokens == at_once;
  });
}

}  // namespace

Purge::Purge(Services& services)
    : repeated_(pause, [&services] {
        if (!services.duty.mine()) return false;
        const auto more = purge(services);
        if (!more)
          services.log("WARNING: what is over could not be purged: " + more.error().message);
        return more.value_or(false);
      }) {}

}  // namespace haat::server
