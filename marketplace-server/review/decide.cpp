#include "marketplace-server/review/decide.hpp"

#include "core/signing/pack.hpp"
#include "marketplace-server/blobs/blob_folder.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/transitions.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

struct Ruling {
  Submission submission;
  std::optional<Release> live;  // of the same course
  State next{};
};

// Whether the act is allowed, as things stand in this view of the store.
Result<Ruling> rule(Session& session, const std::string& id, Act act, Deed deed) {
  Ruling ruling;
  HAAT_TRY(ruling.submission, session.find_submission(id));
  HAAT_TRY(ruling.live, session.find_live(ruling.submission.course.id));
  if (ruling.live) deed.live_version = ruling.live->course.version;
  HAAT_TRY(ruling.next, next_state(ruling.submission, act, deed));
  return ruling;
}

// "CID1:2 CID7", a level where one is said: what the marketplace stands for when it says that the
// course teaches it.
std::string competencies_of(const Course& course) {
  std::string text;
  for (const CompetencyTag& tag : course.competencies)
    text += (text.empty() ? "" : " ") + tag.id +
            (tag.level == 0 ? "" : ":" + std::to_string(tag.level));
  return text;
}

Result<Statement> statement_of(const Submission& submission, Time now) {
  HAAT_TRY(const Sha256 digest, parse_sha256(submission.digest));
  return Statement{.kind = Statement::Kind::released,
                   .package = digest,
                   .course = submission.course.id,
                   .version = submission.course.version,
                   .time = now,
                   .details = {{"competencies", competencies_of(submission.course)},
                               {"decision", "accepted"},
                               {"submission", submission.id},
                               {"report", submission.report_digest}}};
}

Result<Blob> countersign(const Submission& submission, const Statement& statement,
                         Services& services) {
  const auto from = services.blobs.path_of(submission.blob);
  TemporaryFile copy = services.blobs.temporary();
  if (auto made = sign(from, copy.path(), statement, services.key); !made)
    return tl::unexpected<Error>(
        about_package(about_package(std::move(made).error(), from), copy.path()));
  return services.blobs.keep(copy);
}

Release release_of(const Submission& submission, const Blob& blob, Time now) {
  return {.submission = submission.id,
          .course = submission.course,
          .standard = submission.standard,
          .digest = submission.digest,
          .blob = blob.name,
          .size = blob.size,
          .published_at = now};
}

Result<void> supersede(Session& session, const Release& old, const Submission& by_submission,
                       const Deed& deed, const By& by) {
  HAAT_TRY(const Submission submission, session.find_submission(old.submission));
  HAAT_TRY(const State state, next_state(submission, Act::supersede, deed));
  HAAT_TRY_VOID(session.set_state(submission, state, std::nullopt, std::nullopt));
  return session.log(by, "submission.superseded", submission.id, {{"by", by_submission.id}});
}

// TUF clients see it as soon as everybody else does.
Result<void> list(Session& session, const Ruling& ruling, const Release& release,
                  const Statement& statement, const Services& services) {
  Repository repository(session, services.online_key, release.published_at);
  if (ruling.live) {
    HAAT_TRY_VOID(repository.unlist(*ruling.live));
  }
  HAAT_TRY_VOID(repository.list(release, to_hex(sha256(to_json(statement)))));
  return repository.sign();
}

Result<void> publish(Session& session, const Ruling& ruling, const Release& release,
                     const Deed& deed, const By& by, const PublicKey& key) {
  const Submission& submission = ruling.submission;
  if (ruling.live) {
    HAAT_TRY_VOID(supersede(session, *ruling.live, submission, deed, by));
  }
  HAAT_TRY_VOID(session.publish(release));
  HAAT_TRY_VOID(session.set_state(submission, ruling.next, by, std::nullopt));
  auto signatures = submission.signatures;
  signatures.push_back({key.id(), key.name, "released"});
  HAAT_TRY_VOID(session.set_signatures(submission.id, signatures));
  return session.log(by, "submission.accepted", submission.id,
                     {{"course", release.course.id},
                      {"version", release.course.version},
                      {"package", release.digest},
                      {"blob", release.blob},
                      {"comment", deed.reason}});
}

}  // namespace

Result<Submission> accept(const std::string& id, const Caller& curator, const std::string& comment,
                          Services& services) {
  const Deed deed{curator, comment, std::nullopt};
  const By by{curator.name, services.clock()};
  HAAT_TRY(const Ruling asked, services.store.view([&](Session& session) {
    return rule(session, id, Act::accept, deed);
  }));
  HAAT_TRY(const Statement statement, statement_of(asked.submission, by.at));
  HAAT_TRY(const Blob blob, countersign(asked.submission, statement, services));
  const Release release = release_of(asked.submission, blob, by.at);
  return services.store.change([&](Session& session) -> Result<Submission> {
    HAAT_TRY(const Ruling ruling, rule(session, id, Act::accept, deed));
    HAAT_TRY_VOID(publish(session, ruling, release, deed, by, services.key.public_key()));
    HAAT_TRY_VOID(list(session, ruling, release, statement, services));
    return session.find_submission(id);
  });
}

Result<Submission> reject(const std::string& id, const Caller& curator, const std::string& reason,
                          Services& services) {
  const By by{curator.name, services.clock()};
  return services.store.change([&](Session& session) -> Result<Submission> {
    HAAT_TRY(const Ruling ruling, rule(session, id, Act::reject, {curator, reason, std::nullopt}));
    HAAT_TRY_VOID(session.set_state(ruling.submission, ruling.next, by, reason));
    HAAT_TRY_VOID(session.log(by, "submission.rejected", id, {{"reason", reason}}));
    return session.find_submission(id);
  });
}

}  // namespace haat::server
