#include "marketplace-server/review/course_transfer.hpp"

#include "core/package/entry_name.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/review/policy.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using Standing = Transfer::State;

constexpr std::chrono::hours good_for{30 * 24};

// That a course was published, and whose it is, everybody may know; of others nobody hears.
Result<std::string> owner_to_offer(Session& session, const std::string& course,
                                   const Caller& caller) {
  HAAT_TRY(const auto newest, session.find_newest(course));
  if (!newest)
    return fail(Errc::not_found, "course-unknown",
                "no course " + printable(course) + " was ever published");
  HAAT_TRY(const auto owner, owner_of(session, course));
  if (of_partner(caller.role) && owner != caller.party())
    return fail(Errc::permission_denied, "course-of-another",
                course + " is not " + caller.party() + "'s; only its owner offers it to another");
  if (!owner)
    return fail(Errc::conflict, "course-of-provider",
                course + " is no partner's, so nobody can give it to another");
  return *owner;
}

Result<void> judge_new_owner(Session& session, const Transfer& transfer) {
  HAAT_TRY(const auto partner, session.find_partner(transfer.new_owner));
  if (!partner)
    return fail(Errc::invalid_argument, "partner-unknown",
                "there is no partner " + printable(transfer.new_owner) + "; name one in \"to\"");
  if (transfer.new_owner == transfer.former_owner)
    return fail(Errc::invalid_argument, "transfer-to-self",
                transfer.course + " is " + transfer.former_owner + "'s already; name another");
  return {};
}

// What one partner brought and signed is not to be published as another's.
Result<void> judge_undecided(Session& session, const std::string& course) {
  HAAT_TRY(const auto undecided, session.undecided_of(course));
  if (!undecided) return {};
  return fail(Errc::conflict, "submission-undecided",
              "version " + undecided->course.version + " of " + course + " is in the state \"" +
                  to_string(undecided->state) +
                  "\"; it has to be published, rejected or withdrawn before the course goes to "
                  "another");
}

Result<void> judge_others(Session& session, const Transfer& transfer) {
  HAAT_TRY(const auto open, session.open_transfer(transfer.course, transfer.offered_at));
  if (!open) return {};
  return fail(Errc::conflict, "transfer-open",
              transfer.course + " is offered to " + open->new_owner + " until " +
                  to_rfc3339(open->expires_at) + " (transfer " + open->id +
                  "); withdraw that offer first");
}

Result<void> judge_party(const Transfer& transfer, Standing how, const Caller& caller) {
  const auto speaks_for = [&](const std::string& partner) {
    return caller.role == Role::partner && caller.party() == partner;
  };
  const auto refuse = [&](const std::string& who) {
    return fail(Errc::permission_denied, "transfer-of-another",
                "transfer " + transfer.id + " was " + who);
  };
  if (how != Standing::withdrawn)
    return speaks_for(transfer.new_owner)
               ? Result<void>()
               : refuse("offered to " + transfer.new_owner + ", who alone accepts or declines it");
  if (transfer.by_admin)
    return caller.role == Role::admin
               ? Result<void>()
               : refuse("offered by an admin, and only an admin withdraws it");
  return speaks_for(transfer.former_owner)
             ? Result<void>()
             : refuse("offered by " + transfer.former_owner + ", who alone withdraws it");
}

Result<void> judge_open(const Transfer& transfer) {
  if (transfer.state == Standing::offered) return {};
  const std::string when = to_rfc3339(transfer.ended ? transfer.ended->at : transfer.expires_at);
  return fail(Errc::conflict, "transfer-ended",
              "transfer " + transfer.id + " " +
                  (transfer.ended ? std::string("was ") + to_string(transfer.state) + " by " +
                                        transfer.ended->name + " at "
                                  : std::string("expired at ")) +
                  when + "; an offer is answered once");
}

// What may have changed since it was offered.
Result<void> judge_acceptance(Session& session, const Transfer& transfer, const Policy& policy) {
  HAAT_TRY(const auto owner, owner_of(session, transfer.course));
  if (owner != transfer.former_owner)
    return fail(Errc::conflict, "course-of-another",
                transfer.course + " is not " + transfer.former_owner + "'s any more");
  HAAT_TRY_VOID(judge_undecided(session, transfer.course));
  if (!policy.namespaces.proved) return {};
  HAAT_TRY(const auto proof, session.namespace_proof(transfer.new_owner));
  if (proof) return {};
  return fail(Errc::conflict, "namespace-unproved",
              transfer.new_owner +
                  " has not proved yet that its own namespace is its own (haat "
                  "partner namespace " +
                  transfer.new_owner + " says how)");
}

std::map<std::string, std::string> details_of(const Transfer& transfer) {
  std::map<std::string, std::string> details{{"course", transfer.course},
                                             {"former_owner", transfer.former_owner},
                                             {"new_owner", transfer.new_owner}};
  const std::string& reason = transfer.ended ? transfer.answer : transfer.reason;
  if (!reason.empty()) details["reason"] = reason;
  return details;
}

}  // namespace

Result<std::optional<std::string>> owner_of(Session& session, const std::string& course) {
  HAAT_TRY(const auto transferred, session.course_owner(course));
  if (transferred) return transferred->partner;
  HAAT_TRY(const auto partner, session.namespace_owner(course));
  if (!partner) return std::nullopt;
  return partner->name;
}

Result<Transfer> offer_course(Transfer wish, const Caller& caller, Services& services) {
  wish.id = random_hex(8);
  wish.offered_by = caller.name;
  wish.by_admin = caller.role == Role::admin;
  wish.offered_at = services.clock();
  wish.expires_at = wish.offered_at + good_for;
  if (wish.by_admin && wish.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing",
                "an admin says in \"reason\" why the owner does not offer the course itself");
  return services.store.change([&](Session& session) -> Result<Transfer> {
    HAAT_TRY(wish.former_owner, owner_to_offer(session, wish.course, caller));
    HAAT_TRY_VOID(judge_new_owner(session, wish));
    HAAT_TRY_VOID(judge_undecided(session, wish.course));
    HAAT_TRY_VOID(judge_others(session, wish));
    HAAT_TRY_VOID(session.add_transfer(wish));
    HAAT_TRY_VOID(session.log({wish.offered_by, wish.offered_at}, "transfer.offered", wish.id,
                              details_of(wish)));
    return wish;
  });
}

Result<Transfer> end_offer(const std::string& id, Standing how, const std::string& answer,
                           const Caller& caller, Services& services) {
  const By by{caller.name, services.clock()};
  return services.store.change([&](Session& session) -> Result<Transfer> {
    HAAT_TRY(Transfer transfer, visible_transfer(session, id, caller, by.at));
    HAAT_TRY_VOID(judge_party(transfer, how, caller));
    HAAT_TRY_VOID(judge_open(transfer));
    if (how == Standing::accepted)
      HAAT_TRY_VOID(judge_acceptance(session, transfer, *services.policy.now()));
    transfer.state = how;
    transfer.ended = by;
    transfer.answer = answer;
    HAAT_TRY_VOID(session.end_transfer(transfer));
    if (how == Standing::accepted) HAAT_TRY_VOID(session.hand_over(transfer));
    HAAT_TRY_VOID(
        session.log(by, std::string("transfer.") + to_string(how), id, details_of(transfer)));
    return transfer;
  });
}

Result<Transfer> visible_transfer(Session& session, const std::string& id, const Caller& caller,
                                  Time now) {
  HAAT_TRY(auto transfer, session.find_transfer(id, now));
  const bool visible =
      transfer && (!of_partner(caller.role) || caller.party() == transfer->former_owner ||
                   caller.party() == transfer->new_owner);
  if (!visible)
    return fail(Errc::not_found, "transfer-unknown", "there is no transfer " + printable(id));
  return std::move(*transfer);
}

}  // namespace haat::server
