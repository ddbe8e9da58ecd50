#include "marketplace-server/auth/sign_in.hpp"

#include <algorithm>
#include <semaphore>

#include "core/signing/key.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr int free_of_name = 5;    // wrong ones before there is a wait
constexpr int free_of_peer = 20;   // many people can be behind one address
constexpr int first_wait = 8;      // seconds; the next is twice as long
constexpr int longest_wait = 900;  // seconds
constexpr std::chrono::hours forgotten_after{24};
constexpr std::chrono::seconds patience{5};

std::counting_semaphore<> places{2};  // of passwords that are looked at, at one time

// A wrong one from now on, under this key.
Result<void> note_wrong(Session& session, const std::string& whose, Failures failures, int free,
                        Time now) {
  ++failures.count;
  const int over = std::clamp(failures.count - free, 0, 10);
  failures.wait_until = now;
  if (over > 0)
    failures.wait_until += std::chrono::seconds(std::min(first_wait << (over - 1), longest_wait));
  return session.note_failures(whose, failures);
}

// Takes as long as a right one.
const std::string& hash_of_nobody() {
  static const std::string hash = hash_password(random_hex(16)).value_or("");
  return hash;
}

Result<bool> fits(const std::string& hash, const std::string& password) {
  if (!places.try_acquire_for(patience))
    return fail(Errc::unavailable, "sign-in-busy",
                "too many people are signing in just now; try again in a moment");
  const bool right = check_password(hash, password);
  places.release();
  return right;
}

}  // namespace

Result<SignIn> sign_in(const std::string& name, const std::string& password,
                       const std::string& peer, Store& store, Time now) {
  return sign_in_by(name, peer, store, now, [&]() -> Result<bool> {
    HAAT_TRY(const auto hash,
             store.view([&](Session& session) { return session.password_of(name); }));
    HAAT_TRY(const bool right, fits(hash.value_or(hash_of_nobody()), password));
    return right && hash;
  });
}

Result<SignIn> sign_in_by(const std::string& name, const std::string& peer, Store& store, Time now,
                          const std::function<Result<bool>()>& is_right) {
  const std::string of_name = "name:" + name;
  const std::string of_peer = "peer:" + peer;
  struct Found {
    Time wait_until;
    Failures of_peer;
  };
  // Counted as wrong before it is looked at, so that many at one time do not slip through together.
  HAAT_TRY(const Found found, store.change([&](Session& session) -> Result<Found> {
    HAAT_TRY_VOID(session.forget_failures_before(now - forgotten_after));
    HAAT_TRY(const Failures by_name, session.failures_of(of_name));
    HAAT_TRY(const Failures by_peer, session.failures_of(of_peer));
    const Time wait_until = std::max(by_name.wait_until, by_peer.wait_until);
    if (wait_until > now) return Found{wait_until, by_peer};
    HAAT_TRY_VOID(note_wrong(session, of_name, by_name, free_of_name, now));
    HAAT_TRY_VOID(note_wrong(session, of_peer, by_peer, free_of_peer, now));
    return Found{now, by_peer};
  }));
  if (found.wait_until > now) return SignIn{false, found.wait_until};
  HAAT_TRY(const bool good, is_right());
  if (good)
    HAAT_TRY_VOID(store.change([&](Session& session) -> Result<void> {
      HAAT_TRY_VOID(session.forget_failures(of_name));
      return session.note_failures(of_peer, found.of_peer);
    }));
  return SignIn{good, now};
}

Response wait_to_sign_in(Time until, Time now) {
  Problem problem;
  problem.status = 429;
  problem.id = "sign-in-throttled";
  problem.detail = "too many passwords were wrong; try again at " + to_rfc3339(until);
  problem.headers.add("Retry-After", std::to_string((until - now).count()));
  return to_response(problem);
}

}  // namespace haat::server
