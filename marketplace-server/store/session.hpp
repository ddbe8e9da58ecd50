#pragma once

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
  };
  Result<void> add_submission(const Submission& submission);
  Result<Submission> find_submission(const std::string& id);  // not_found ("submission-unknown")
  Result<Page<Submission>> submissions(const Filter& filter,
                                       const PageRequest& page);  // newest first
  Result<std::vector<Submission>> submissions_of(const std::string& course, State state);
  // Moves it on, from the state that it was found in. conflict ("submission-state") if another was
  // quicker.
  Result<void> set_state(const Submission& found, State to, const std::optional<By>& decided,
                         const std::optional<std::string>& reason);
  Result<void> set_signatures(const std::string& id, const std::vector<SignatureNote>& signatures);

  // releases.cpp
  Result<std::optional<Release>> find_live(const std::string& course);
  Result<void> publish(const Release& release);  // in place of the live one, if there is one
  Result<Page<Release>> live(const std::string& query, const PageRequest& page);  // newest first
  Result<std::optional<Release>> find_release(const std::string& course,
                                              const std::string& version);  // live or not

  // provider_courses.cpp
  // Each walk through a whole catalogue has a number; what it did not come by is gone.
  Result<std::int64_t> last_sweep(const std::string& provider);
  Result<Heard> put_offer(const OfferedCourse& offer,
                          std::int64_t sweep);  // alive again, if it was gone
  // Whether it was there, and not gone already.
  Result<bool> bury_offer(const std::string& provider, const std::string& external_id, Time at);
  Result<int> bury_offers_before(const std::string& provider, std::int64_t sweep, Time at);
  // Of the courses that are gone and were never submitted, the last `most` are kept.
  Result<void> forget_gone_offers(const std::string& provider, std::int64_t most);
  Result<std::optional<OfferedCourse>> find_offer(const std::string& provider,
                                                  const std::string& external_id);
  Result<Page<OfferedCourse>> offers(const std::string& provider, const PageRequest& page);
  Result<std::map<std::string, std::int64_t>> offer_counts();     // of those that are not gone
  Result<std::int64_t> offer_count(const std::string& provider);  // not gone
  Result<void> mark_submitted(const OfferedCourse& offer, const std::string& submission);

  // provider_ingests.cpp
  Result<Ingest> find_ingest(const std::string& provider);  // an empty one, if there was none
  Result<std::map<std::string, Ingest>> ingests();          // by provider
  Result<void> put_ingest(const Ingest& ingest);

  // provider_completions.cpp
  // The same learner, course and finished_at are the same completion.
  Result<Heard> put_completion(const Completion& completion);
  // Newest first; with a verdict only those.
  Result<Page<Completion>> completions(const std::string& provider, const std::string& verdict,
                                       const PageRequest& page);

  // audit.cpp
  Result<void> log(const By& by, const std::string& action, const std::string& subject,
                   const std::map<std::string, std::string>& details = {});
  Result<Page<AuditRow>> audit(const PageRequest& page);  // oldest first
  Result<std::int64_t>
  verify_audit();  // the number of rows; corrupt ("audit-broken") names the first wrong one

  // log.cpp: the transparency log. What log() tells of acts that concern everybody is appended to
  // it, in the same transaction.
  Result<std::uint64_t> log_size();
  NodeAt log_nodes();  // good for as long as the session
  Result<std::vector<std::string>> log_hashes(unsigned level, std::uint64_t from,
                                              std::uint64_t count);  // in hex
  Result<std::vector<std::string>> log_entries(std::uint64_t from, std::uint64_t count);
  // The last entry about the package with this digest.
  Result<std::optional<std::uint64_t>> log_index_of(const std::string& package);

  // tuf.cpp: the TUF repository. tuf/repository.cpp says what is in it.
  Result<void> list_target(const std::string& path, const tuf::Target& target);
  Result<void> unlist_target(const std::string& path);
  // Those of which the hash of the path begins with `from` or comes behind it, and before `to`.
  Result<std::map<std::string, tuf::Target>> targets(const std::string& from,
                                                     const std::string& to);
  Result<std::vector<Release>> unlisted_releases();  // live ones
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

  Database& db_;
};

}  // namespace haat::server
