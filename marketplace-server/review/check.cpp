#include "marketplace-server/review/check.hpp"

#include <array>
#include <chrono>
#include <exception>

#include "core/package/entry_name.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/operation/metrics.hpp"
#include "marketplace-server/review/check_calls.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/review/record.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 5s;                     // before it is tried again
constexpr std::array waits{0s, 5s, 15s, 45s};  // before it is begun again whose server is gone
constexpr int most_attempts = waits.size() + 1;

// As they are now: keys end, and namespaces go to others.
Result<Bringer> bringer_of(const Check& check, Services& services) {
  HAAT_TRY(const auto account, services.store.view([&](Session& session) {
    return session.find_account(check.account);
  }));
  if (!account)
    return fail(Errc::internal, "account-unknown", "there is no account " + check.account);
  Bringer bringer;
  bringer.caller.name = account->name;
  bringer.caller.role = account->role;
  bringer.caller.name_space = account->name_space;
  bringer.caller.threshold = account->threshold;
  bringer.caller.partner = account->partner;
  bringer.submitted_by = check.partner;
  bringer.external_id = check.external_id;
  bringer.as_draft = check.as_draft;
  return bringer;
}

// The partner's own, and the marketplace's: nobody passes off a signature as ours.
Result<KnownKeys> keys_to_judge(const Bringer& bringer, Services& services) {
  KnownKeys keys{services.key.public_key(), {}, services.clock(), bringer.caller.threshold};
  if (!bringer.is_partner()) return keys;
  HAAT_TRY(const auto rows, services.store.view([&](Session& session) {
    return session.keys_of(bringer.submitted_by);
  }));
  for (const RegisteredKey& row : rows) keys.authors.push_back(row.key);
  return keys;
}

Authorship authorship_of(const Bringer& bringer) {
  return bringer.is_partner() ? Authorship::one_of_these_keys : Authorship::anybody;
}

Judged<Examined> examine(const Check& check, const Bringer& bringer, Services& services) {
  if (check.attempts > most_attempts)
    return refuse("check-failed", "the package was begun to be checked " +
                                      std::to_string(most_attempts) +
                                      " times, and the server could not end it; ask the "
                                      "marketplace's administrator, whose log says more");
  HAAT_TRY(const Submission submission, services.store.view([&](Session& session) {
    return session.find_submission(check.submission);
  }));
  HAAT_TRY(const KnownKeys keys, keys_to_judge(bringer, services));
  HAAT_TRY(const LocalBlob zip, services.blobs.find(submission.blob));
  return examine_package(zip.path, authorship_of(bringer), keys, services.catalogue.dictionary(),
                         services.policy->screening, services.limits);
}

Result<Submission> done(const Check& check, Services& services) {
  try {
    HAAT_TRY(const Bringer bringer, bringer_of(check, services));
    return record_check(check, examine(check, bringer, services), bringer, services);
  } catch (const std::exception& exception) {  // one bad package must not end the server
    return fail(Errc::internal, "internal", exception.what());
  }
}

void try_again(const Check& check, const Error& error, Services& services) {
  const bool counts = error.kind == Errc::internal;
  services.log("WARNING: submission " + check.submission +
               " could not be checked, and is tried again: " + printable(error.message));
  const auto given = services.store.change([&](Session& session) {
    return session.give_back_check(check, services.clock() + pause, counts);
  });
  // Then it is found in a while that nobody has it.
  if (!given) services.log("WARNING: " + given.error().message);
}

// The bytes are kept elsewhere by now. Those that another server has, it sweeps away.
void drop_uploads(const Submission& submission, Services& services) {
  if (submission.state == State::refused) return;  // it can be submitted again
  const auto uploads =
      services.store.view([&](Session& session) { return session.uploads_of(submission.id); });
  if (!uploads) return services.log("WARNING: " + uploads.error().message);
  for (const std::string& id : *uploads) services.uploads.remove(id);
}

}  // namespace

void check_submission(const Check& check, Services& services) {
  const auto checked = done(check, services);
  if (!checked && checked.error().id == "check-lost") return;
  if (!checked) return try_again(check, checked.error(), services);
  drop_uploads(*checked, services);
  services.metrics.count_check(checked->state);
  services.check_calls.checked(check.submission);
}

Time begun_again_at(const Check& check, Time now) {
  const auto begun = static_cast<std::size_t>(check.attempts);
  return begun <= waits.size() ? now + waits.at(begun - 1)
                               : now;  // for the last time: to refuse it
}

Judged<void> still_stands(const Submission& before, const std::filesystem::path& zip,
                          const Bringer& bringer, Services& services) {
  HAAT_TRY(const KnownKeys keys, keys_to_judge(bringer, services));
  if (auto signed_ = judge_authorship(zip, authorship_of(bringer), keys, services.limits); !signed_)
    return signed_;
  HAAT_TRY_VOID(services.store.view(
      [&](Session& session) { return judge_namespace(session, before.course, bringer); }));
  return {};
}

}  // namespace haat::server
