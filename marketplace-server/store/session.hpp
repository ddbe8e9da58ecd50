#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/log/merkle.hpp"
#include "core/result.hpp"
#include "core/tuf/targets.hpp"
#include "marketplace-server/store/database.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What can be asked of the store and done to it, within one Store::view() or Store::change(). This
// folder is the only one that knows SQL. Whoever changes something also writes the log, here, in
// the same transaction.
class Session {
 public:
  explicit Session(Database& database) : db_(database) {}

  // accounts.cpp
  Result<bool> has_accounts();
  Result<void> add_account(const Account& account,
                           const std::string& token_hash);  // ("account-exists")
  Result<std::optional<Account>> find_account(const std::string& name);
  Result<std::optional<Account>> account_of_token(const std::string& token_hash);
  Result<Page<Account>> accounts(const PageRequest& page);
  // The partner in whose namespace the course is; of namespaces inside one another, the innermost.
  Result<std::optional<Account>> namespace_owner(const std::string& course);
  Result<void> add_key(const RegisteredKey& key, Time at);
  Result<void> change_key(const RegisteredKey& key);  // for how long it counts
  Result<std::optional<RegisteredKey>> find_key(const std::string& id);
  Result<std::vector<RegisteredKey>> keys_of(const std::string& account);

  // submissions.cpp
  struct Filter {
    std::optional<std::string> state;
    std::optional<std::string> submitted_by;
    std::optional<std::string> assigned_to;
  };
  Result<void> add_submission(const Submission& submission);
  Result<Submission> find_submission(const std::string& id);  // not_found ("submission-unknown")
  Result<Page<Submission>> submissions(const Filter& filter,
                                       const PageRequest& page);  // newest first
  // All that were ever brought of one version of a course, oldest first.
  Result<std::vector<Submission>> submissions_of(const std::string& course,
                                                 const std::string& version);
  // Accepted ones that are to be published by now; of another state, those that are to be retired.
  Result<std::vector<std::string>> due_submissions(State state, Time now, int limit);
  // As long as it is in the revision that it was found in. conflict ("submission-changed")
  Result<void> move_submission(const Submission& found, const Move& move);
  Result<void> set_statement(const std::string& id, const std::string& statement);
  Result<void> set_signatures(const std::string& id, const std::vector<SignatureNote>& signatures);

  // reviews.cpp: what curators and partners say on the way
  Result<void> endorse(const std::string& submission, const By& by);
  Result<std::vector<std::string>> endorsed_by(const std::string& submission);
  Result<void> clear_endorsements(const std::string& submission);
  Result<void> add_assessment(const KeptAssessment& assessment);
  // The newest by the partner (`self`), or by anybody else.
  Result<std::optional<KeptAssessment>> find_assessment(const std::string& submission, bool self);
  // Pairs of the partner's and the curators' last complete ones about the same package, newest
  // first.
  struct Estimates {
    std::string submission;
    int self = 0;  // hundredths of a percent
    int curators = 0;
  };
  Result<std::vector<Estimates>> estimates_of(const std::string& partner, int limit);
  // not_found ("comment-unknown") where it replies to none of the same submission's.
  Result<Comment> add_comment(Comment comment);
  Result<Page<Comment>> comments(const std::string& submission, const PageRequest& page);

  // webhooks.cpp: who hears of what. What log() tells is put into the queue of each webhook that
  // may hear of it, in the same transaction.
  Result<void> add_webhook(const Webhook& webhook);
  Result<std::vector<Webhook>> webhooks_of(const std::string& account);
  Result<std::optional<Webhook>> find_webhook(const std::string& id);
  Result<void> remove_webhook(const std::string& id);
  Result<void> stop_webhook(const std::string& id, const std::string& why);
  Result<void> queue_delivery(const Webhook& webhook, const std::string& body, Time at);
  // The oldest one of each webhook that is due, at most so many.
  Result<std::vector<Delivery>> due_deliveries(Time now, int limit);
  Result<void> set_delivery(const Delivery& delivery);
  Result<Page<Delivery>> deliveries(const std::string& webhook, const PageRequest& page);
  Result<std::optional<Delivery>> find_delivery(const std::string& id);
  Result<void> drop_deliveries(Time done_before);  // delivered or dead ones

  // releases.cpp
  Result<std::optional<Release>> find_served(const std::string& course);
  Result<std::optional<Release>> find_newest(const std::string& course);  // whatever its state
  Result<std::vector<Release>> releases_of(const std::string& course);    // newest first
  Result<void> publish(const Release& release);  // none of its course may be served
  Result<void> set_release_state(const std::string& submission, State state, Time at);
  Result<Page<Release>> live(const std::string& query, const PageRequest& page);  // newest first
  Result<std::optional<Release>> find_release(const std::string& course,
                                              const std::string& version);  // live or not

  // scans.cpp
  Result<void> add_scan(const Scan& scan);
  Result<void> set_scan(const Scan& scan);     // how far it is
  Result<std::optional<Scan>> running_scan();  // the oldest that is not done
  Result<std::optional<Scan>> find_scan(const std::string& id);
  Result<Page<Scan>> scans(const PageRequest& page);  // newest first
  Result<void> add_scan_hit(const ScanHit& hit);      // one that is there already is left
  Result<void> set_scan_hit(const std::string& scan, const std::string& submission,
                            const std::string& outcome);
  Result<std::vector<ScanHit>> scan_hits(const std::string& scan);
  // The next one behind `number` that was not taken down.
  Result<std::optional<NumberedRelease>> next_release(std::int64_t number);

  // answers.cpp
  Result<std::optional<KeptAnswer>> find_answer(const std::string& id);
  Result<void> keep_answer(const KeptAnswer& answer);  // in the place of an older one
  Result<void> drop_answers(Time kept_before);

  // operation.cpp: how the store and what is in it are faring
  Result<std::int64_t> form();  // that the database has
  Result<std::map<std::string, std::int64_t>> submissions_by_state();
  Result<Queues> queues();
  // `area_of` a competency.
  Result<Kpis> kpis(const std::function<std::string(const std::string& competency)>& area_of);
  // Digests of the packages that rows name, in their order, behind `after`.
  Result<std::vector<std::string>> blobs(const std::string& after, int limit);

  // provider_courses.cpp
  // The provider's whole catalogue; courses that are not in it any more go, unless they were
  // submitted.
  Result<void> replace_offers(const std::string& provider,
                              const std::vector<OfferedCourse>& courses);
  Result<std::optional<OfferedCourse>> find_offer(const std::string& provider,
                                                  const std::string& external_id);
  Result<Page<OfferedCourse>> offers(const std::string& provider, const PageRequest& page);
  Result<std::map<std::string, std::int64_t>> offer_counts();
  Result<void> mark_submitted(const OfferedCourse& offer, const std::string& submission);

  // audit.cpp
  Result<void> log(const By& by, const std::string& action, const std::string& subject,
                   const std::map<std::string, std::string>& details = {});
  Result<Page<AuditRow>> audit(const PageRequest& page);              // oldest first
  Result<std::vector<AuditRow>> history(const std::string& subject);  // oldest first
  Result<std::int64_t>
  verify_audit();  // the number of rows; corrupt ("audit-broken") names the first wrong one

  // log.cpp: the transparency log. What log() tells of acts that concern everybody is appended to
  // it, in the same transaction.
  Result<std::uint64_t> log_size();
  NodeAt log_nodes();  // good for as long as the session
  Result<std::vector<std::string>> log_hashes(unsigned level, std::uint64_t from,
                                              std::uint64_t count);  // in hex
  Result<std::vector<std::string>> log_entries(std::uint64_t from, std::uint64_t count);
  // Every node, made anew from the entries. corrupt ("log-broken") names the first that differs;
  // the number of entries.
  Result<std::uint64_t> verify_log();
  // The last entry that tells of the acceptance of the package with this digest.
  Result<std::optional<std::uint64_t>> log_index_of(const std::string& package);

  // tuf.cpp: the TUF repository. tuf/repository.cpp says what is in it.
  Result<void> list_target(const std::string& path, const tuf::Target& target);
  Result<void> unlist_target(const std::string& path);
  // Those of which the hash of the path begins with `from` or comes behind it, and before `to`.
  Result<std::map<std::string, tuf::Target>> targets(const std::string& from,
                                                     const std::string& to);
  Result<std::vector<Release>> unlisted_releases();  // that are served
  Result<void> add_tuf_document(const TufDocument& document);
  Result<std::optional<TufDocument>> tuf_document(const std::string& role);  // the newest
  Result<std::optional<TufDocument>> tuf_document(const std::string& role, std::uint64_t version);
  struct RoleVersion {
    std::uint64_t version = 0;
    Time expires{};
  };
  // The newest versions of "targets" and of what it delegates to.
  Result<std::map<std::string, RoleVersion>> tuf_versions();
  // Those of a role up to a version, and those that have expired.
  Result<void> drop_tuf_documents(const std::string& role, std::uint64_t up_to,
                                  Time expired_before);

 private:
  Result<void> log_publicly(const AuditRow& row);
  Result<void> queue_webhooks(const AuditRow& row);

  Database& db_;
};

}  // namespace haat::server
