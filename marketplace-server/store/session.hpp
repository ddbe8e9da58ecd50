#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/log/merkle.hpp"
#include "core/result.hpp"
#include "core/tuf/targets.hpp"
#include "marketplace-server/store/catalogue_records.hpp"
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
  Result<std::optional<Release>> find_release(std::int64_t number);
  Result<std::optional<Release>> find_release(const std::string& course,
                                              const std::string& version);  // live or not

  // catalogue.cpp: what the public finds. Whatever makes a release live or ends that calls the one
  // or the other of these two, in its own transaction; nothing else decides what is searched,
  // counted, suggested, fed and harvested.
  Result<void> enter_catalogue(std::int64_t release, const Course& course,
                               const std::string& standard, Time at);
  // Nothing, if the course is not in it. `kind` tells the feed of changes why: "superseded".
  Result<void> leave_catalogue(const std::string& course, const std::string& kind, Time at);
  Result<void> index_catalogue();  // anew, where another version of this server did it
  Result<std::vector<CatalogueEntry>> catalogue_entries();  // all, by number
  Result<std::optional<CatalogueEntry>> catalogue_entry(std::int64_t release);
  // The live releases in which all these words are, folded by search_text(), by number.
  Result<std::vector<TextMatch>> text_matches(const std::vector<std::string>& words, bool ranked);
  // The newest live releases whose titles have words that begin so.
  Result<std::vector<std::int64_t>> title_matches(const std::vector<std::string>& words, int limit);
  Result<std::vector<IndexedWord>> indexed_words();
  Result<std::int64_t> last_change();  // 0: nothing was ever published
  Result<std::vector<CatalogueChange>> changes(std::int64_t since, int limit);
  Result<std::vector<CatalogueChange>> newest_published(int limit);  // of what is live
  // In the order of change, each course once.
  Result<std::vector<HarvestedCourse>> harvest(const HarvestQuery& query);
  Result<std::optional<HarvestedCourse>> harvested(const std::string& course);
  Result<std::optional<Time>> first_change();
  Result<ReleaseAges> ages(const std::string& submission);  // of its release

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
  Result<void> index_release(std::int64_t number, const Course& course,
                             const std::string& standard);
  Result<void> add_change(std::int64_t release, const std::string& course, const std::string& kind,
                          Time at);

  Database& db_;
};

}  // namespace haat::server
