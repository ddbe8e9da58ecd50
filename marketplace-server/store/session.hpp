#pragma once

#include <map>
#include <optional>
#include <set>
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
  Result<void> add_account(const Account& account);  // ("account-exists")
  Result<std::optional<Account>> find_account(const std::string& name);
  Result<Page<ListedAccount>> accounts(const PageRequest& page);
  // Those of a partner that are open, oldest first.
  Result<std::vector<Account>> members_of(const std::string& partner);
  Result<void> close_account(const std::string& name, Time at);  // its tokens end, too
  // Until `at` is nothing again.
  Result<void> suspend_account(const std::string& name, std::optional<Time> at);

  // identities.cpp
  Result<void> add_identity(const Identity& identity);  // ("identity-linked")
  Result<std::optional<Identity>> find_identity(const std::string& issuer,
                                                const std::string& subject);
  Result<std::vector<Identity>> identities_of(const std::string& account);  // oldest first
  Result<void> remove_identity(const std::string& id);

  // sign_ins.cpp: by OpenID Connect, on their way
  struct OpenSignIns {
    int all = 0;
    int of_peer = 0;
  };
  Result<OpenSignIns> open_sign_ins(const std::string& peer);
  Result<void> add_sign_in(const BegunSignIn& begun);
  Result<std::optional<BegunSignIn>> find_sign_in(const std::string& state_hash);
  Result<bool> take_sign_in(const std::string& state_hash);  // whether nobody else did
  Result<int> forget_sign_ins(Time expired_before);

  // one_time_codes.cpp
  Result<void> add_one_time_code(const OneTimeCode& code);  // in place of the one so far
  Result<std::optional<OneTimeCode>> find_one_time_code(const std::string& hash);
  Result<bool> take_one_time_code(const std::string& hash);  // whether nobody else did
  Result<int> forget_one_time_codes(Time expired_before);

  // partners.cpp
  Result<void> add_partner(const Partner& partner);
  Result<std::optional<Partner>> find_partner(const std::string& name);
  // The partner in whose namespace the course is; of namespaces inside one another, the innermost.
  Result<std::optional<Partner>> namespace_owner(const std::string& course);
  Result<void> add_key(const RegisteredKey& key, Time at);
  Result<void> change_key(const RegisteredKey& key);  // for how long it counts
  Result<std::optional<RegisteredKey>> find_key(const std::string& id);
  Result<std::vector<RegisteredKey>> keys_of(const std::string& partner);

  // names.cpp: what a new name has to differ from
  Result<std::vector<std::string>> taken_names();  // of accounts and partners
  Result<void> set_namespace_proof(const std::string& partner, const NamespaceProof& proof);
  Result<void> drop_namespace_proof(const std::string& partner);
  Result<std::optional<NamespaceProof>> namespace_proof(const std::string& partner);
  Result<std::vector<std::string>> taken_namespaces();  // of partners
  // Ids of released courses about as long as this one that are not that partner's: outside the
  // namespace and not transferred to it, or in it and transferred to another.
  Result<std::vector<std::string>> courses_as_long_as(const std::string& course,
                                                      const std::string& partner,
                                                      const std::string& name_space);

  // course_transfers.cpp: whose a course is that was transferred, and offers to do so. `now` tells
  // which offers are over.
  Result<void> add_transfer(const Transfer& transfer);  // no other of its course may be open
  Result<std::optional<Transfer>> find_transfer(const std::string& id, Time now);
  Result<std::optional<Transfer>> open_transfer(const std::string& course, Time now);
  struct TransferFilter {
    std::optional<Transfer::State> state;
    std::optional<std::string> partner;  // that it is from or to
  };
  Result<Page<Transfer>> transfers(const TransferFilter& filter, Time now,
                                   const PageRequest& page);  // newest first
  Result<void> end_transfer(const Transfer& transfer);        // as it is from now on
  // Of an accepted one: the course is the new owner's, and the feed of changes says so.
  Result<void> hand_over(const Transfer& transfer);
  Result<std::optional<CourseOwner>> course_owner(const std::string& course);
  // The partners to whose people a submission is there: whoever brought it, and, of what the
  // machine did not refuse, whom its course was transferred to. None, if it is not there.
  Result<std::vector<std::string>> parties_to(const std::string& submission);

  // registrations.cpp
  struct OpenRegistrations {
    int all = 0;
    int of_peer = 0;
  };
  Result<OpenRegistrations> open_registrations(const std::string& peer);
  Result<void> add_registration(const Registration& registration);
  Result<std::optional<Registration>> find_registration(const std::string& id);
  Result<Page<Registration>> registrations(std::optional<Registration::State> state,
                                           const PageRequest& page);  // newest first
  Result<void> decide_registration(const std::string& id, Registration::State state, const By& by,
                                   const std::string& reason);
  Result<void> claim_registration(const std::string& id, Time at);
  Result<std::optional<Registration>> open_registration_of(const std::string& issuer,
                                                           const std::string& subject);

  // passwords.cpp
  // What came of an earlier one ends: the tokens of its sessions.
  Result<void> set_password(const std::string& account, const std::string& hash, Time at);
  Result<std::optional<std::string>> password_of(const std::string& account);  // its hash
  Result<Failures> failures_of(const std::string& whose);
  Result<void> note_failures(const std::string& whose, const Failures& failures);
  Result<void> forget_failures(const std::string& whose);
  Result<void> forget_failures_before(Time end);

  // tokens.cpp
  struct Holder {
    AccessToken token;
    Account account;
  };
  Result<void> add_token(const AccessToken& token);
  Result<std::optional<Holder>> holder_of_token(const std::string& hash);
  Result<std::optional<AccessToken>> find_token(const std::string& id);
  Result<Page<AccessToken>> tokens_of(const std::string& account,
                                      const PageRequest& page);   // newest first
  Result<int> good_tokens(const std::string& account, Time now);  // how many are good for something
  Result<void> note_token_use(const std::string& id, Time at);
  Result<void> revoke_token(const std::string& id, Time at);
  Result<void> end_sessions(const std::string& account, Time at);
  // Those that have been good for nothing since then, at most so many; how many they were.
  Result<int> forget_tokens(Time over_before, int limit);

  // submissions.cpp
  struct Filter {
    std::optional<std::string> state;
    std::optional<std::string> party;  // as parties_to() has it
    std::optional<std::string> assigned_to;
  };
  Result<void> add_submission(const Submission& submission);
  Result<Submission> find_submission(const std::string& id);  // not_found ("submission-unknown")
  Result<Page<Submission>> submissions(const Filter& filter,
                                       const PageRequest& page);  // newest first
  // All that were ever brought of one version of a course, oldest first.
  Result<std::vector<Submission>> submissions_of(const std::string& course,
                                                 const std::string& version);
  Result<std::vector<Submission>> accepted_of(const std::string& course);  // oldest first
  // The oldest that was checked and is neither published nor at its end.
  Result<std::optional<Submission>> undecided_of(const std::string& course);
  // The newest by that partner of which the zip is this blob.
  Result<std::optional<Submission>> submission_of_blob(const std::string& partner,
                                                       const std::string& blob);
  struct Due {
    std::vector<std::string> to_publish, to_retire;  // ids
  };
  Result<Due> due_submissions(Time now, int limit);  // at most so many of each
  // As long as it is in the revision that it was found in. conflict ("submission-changed")
  Result<void> move_submission(const Submission& found, const Move& move);
  Result<void> set_statement(const std::string& id, const std::string& statement);
  Result<void> set_signatures(const std::string& id, const std::vector<SignatureNote>& signatures);

  // What the machine found in it; checked_at is when.
  Result<void> set_examined(const Submission& submission);

  // checks.cpp: what waits to be checked. Each partner has its turn, however much another brought.
  Result<void> add_check(const Check& check);
  Result<bool> has_waiting_check(Time now);
  // The next one, begun by that server from now on. One that was begun before may be what ended the
  // server that did it: it is taken only where nothing else is being checked (`alone`), and before
  // everything behind it. Within Store::change_alongside().
  Result<std::optional<Check>> take_check(const std::string& server, Time now, bool alone);
  Result<std::optional<Check>> find_check(const std::string& submission);
  // As long as nobody else has it by now. conflict ("check-lost")
  Result<void> end_check(const Check& check);
  // It waits again, until then; with `counts` it counts as begun.
  Result<void> give_back_check(const Check& check, Time until, bool counts);
  Result<std::vector<Check>> held_checks();
  // Its server is gone; it waits until then, unless something has moved since it was seen.
  Result<void> free_check(const Check& seen, Time until);
  Result<void> beat_checks(const std::string& server);
  Result<void> drop_check(const std::string& submission);

  // uploads.cpp
  Result<void> add_upload(const Upload& upload);
  Result<Upload> find_upload(const std::string& id);  // not_found ("upload-unknown")
  Result<void> set_upload_offset(const std::string& id, std::uint64_t offset);
  // Once. conflict ("upload-submitted")
  Result<void> use_upload(const std::string& id, const std::string& submission);
  Result<std::vector<std::string>> uploads_of(const std::string& submission);  // ids
  Result<void> free_uploads(const std::string& submission);  // another may be made of them
  Result<void> remove_upload(const std::string& id);
  Result<void> forget_uploads(Time expired_before);
  Result<int> open_uploads(const std::string& account, Time now);
  Result<Usage> usage_of(const std::string& partner, Time since);

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
  // `kind` tells the feed of changes what happened: "unlisted", "cleared".
  Result<void> set_release_state(const std::string& submission, State state,
                                 const std::string& kind, Time at);
  Result<std::optional<Release>> find_release(std::int64_t number);
  Result<std::optional<Release>> find_release(const std::string& course,
                                              const std::string& version);  // live or not

  // named_blobs.cpp
  Result<std::vector<std::string>> named_blobs();  // by any row, each once, sorted
  Result<bool> names_blob(const std::string& name);

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

  // catalogue.cpp: what the public finds. A release that changes its state calls this in its own
  // transaction, with the state that it had; nothing else decides what is searched, counted,
  // suggested, fed and harvested.
  Result<void> change_catalogue(const NumberedRelease& before, State after, const std::string& kind,
                                Time at);
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
  // Each walk through a whole catalogue has a number; what it did not come by is gone.
  Result<std::int64_t> last_sweep(const std::string& provider);
  // Alive again, if it was gone. With `once`, what this sweep has come by already stays as it is.
  Result<Heard> put_offer(const OfferedCourse& offer, std::int64_t sweep, bool once);
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
  Result<void> ask_ingest(const std::string& provider);     // that a run is begun soon
  Result<std::set<std::string>> asked_ingests();  // whose runs were asked for and not begun
  // The next run, with what is known of those before: from now on none of these writes any more.
  Result<Ingest> begin_ingest(const std::string& provider);
  // conflict ("ingest-superseded"): another run was begun since.
  Result<void> put_ingest(const Ingest& ingest);

  // provider_settings.cpp
  Result<std::vector<KeptSettings>> all_settings();
  Result<std::optional<KeptSettings>> find_settings(const std::string& provider);
  Result<std::map<std::string, std::string>> settings_revisions();  // by provider
  Result<void> put_settings(const KeptSettings& settings);
  Result<void> drop_settings(const std::string& provider);

  // provider_rows.cpp
  Result<void> put_ingest_row(const std::string& provider, const IngestRow& row);
  // Of those with higher numbers `most`; how many there were.
  Result<int> forget_ingest_rows(const std::string& provider, std::int64_t after, int most);
  // Those that the ingest keeps, in their order; of one verdict, or of all where it is empty.
  Result<Page<IngestRow>> ingest_rows(const std::string& provider, const std::string& verdict,
                                      const PageRequest& page);

  // provider_completions.cpp
  // The same learner, course and finished_at are the same completion.
  Result<Heard> put_completion(const Completion& completion);
  // Newest first; with a verdict only those.
  Result<Page<Completion>> completions(const std::string& provider, const std::string& verdict,
                                       const PageRequest& page);

  // servers.cpp: what the servers of one marketplace have to agree on
  Result<std::optional<DutyRow>> duty();
  // Whether it is theirs now: nobody took it since it was seen so.
  Result<bool> take_duty(const std::string& server, const std::optional<DutyRow>& seen);
  Result<void> leave_duty(const std::string& server);
  Result<std::optional<std::string>> marketplace_key();  // the line of the public one
  Result<void> set_marketplace_key(const std::string& line);

  // audit.cpp
  Result<void> log(const By& by, const std::string& action, const std::string& subject,
                   const std::map<std::string, std::string>& details = {});
  Result<Page<AuditRow>> audit(const PageRequest& page);              // oldest first
  Result<std::vector<AuditRow>> history(const std::string& subject);  // oldest first
  Result<std::optional<Time>> last_audit();  // when its newest row was written
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

  // operation.cpp: how much there is, for those who watch over the server
  Result<void> try_to_write();  // changes nothing
  Result<std::map<std::string, std::int64_t>> submissions_by_state();
  Result<Queues> queues();
  Result<Kpis> kpis(Time now);

  // kept_answers.cpp
  // Whether it is the first with its id.
  Result<bool> begin_answer(const KeptAnswer& answer);
  Result<std::optional<KeptAnswer>> find_answer(const std::string& id);
  Result<void> end_answer(const std::string& id, const std::string& sealed);
  Result<void> drop_answer(const std::string& id);
  // Those from before, and of one who asks all but the newest `most`.
  Result<void> drop_answers(Time before, const std::string& who, std::int64_t most);

 private:
  Result<void> log_publicly(const AuditRow& row);
  Result<void> queue_webhooks(const AuditRow& row);
  Result<void> index_release(std::int64_t number, const Course& course,
                             const std::string& standard);
  Result<void> add_change(std::int64_t release, const std::string& course, const std::string& kind,
                          Time at);

  Database& db_;
};

}  // namespace haat::server
