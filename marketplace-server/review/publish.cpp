#include "marketplace-server/review/publish.hpp"

#include "core/signing/pack.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/log/release_proof.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/perform.hpp"
#include "marketplace-server/review/version.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

Result<Blob> countersign(const Submission& submission, const Statement& statement,
                         const std::string& proof, Services& services) {
  HAAT_TRY(const LocalBlob kept, services.blobs.find(submission.blob));
  TemporaryFile copy = services.blobs.temporary();
  if (auto made = sign(kept.path, copy.path(), statement, services.key, proof); !made)
    return tl::unexpected<Error>(
        about_package(about_package(std::move(made).error(), kept.path), copy.path()));
  return services.blobs.keep(copy);
}

// What can take long happens before the transaction; that nothing has changed since, it checks.
Result<Publication> prepare(const std::string& id, Services& services) {
  struct Found {
    Submission submission;
    std::string proof;
  };
  HAAT_TRY(const Found found, services.store.view([&](Session& session) -> Result<Found> {
    HAAT_TRY(Submission submission, session.find_submission(id));
    if (submission.state != State::accepted)
      return fail(Errc::conflict, "submission-state", "submission " + id + " is not accepted");
    HAAT_TRY(std::string proof, release_proof(session, submission.digest, services.key));
    return Found{std::move(submission), std::move(proof)};
  }));
  const Submission& submission = found.submission;
  HAAT_TRY(const Statement statement, parse_statement(submission.statement));
  HAAT_TRY(const Blob blob, countersign(submission, statement, found.proof, services));
  const PublicKey key = services.key.public_key();
  return Publication{.release = {.submission = id,
                                 .course = submission.course,
                                 .standard = submission.standard,
                                 .digest = submission.digest,
                                 .blob = blob.name,
                                 .size = blob.size,
                                 .published_at = services.clock()},
                     .statement = to_hex(sha256(submission.statement)),
                     .signature = {key.id(), key.name, "released"}};
}

Result<void> supersede(Session& session, Repository& repository, const std::string& id,
                       const Publication& publication, const Services& services) {
  Deed deed = deed_of_marketplace(Act::supersede);
  deed.by = publication.release.submission;
  return perform(session, repository, id, std::move(deed), services).map([](const Submission&) {});
}

Result<void> supersede_served(Session& session, Repository& repository,
                              const Publication& publication, const Services& services) {
  HAAT_TRY(const auto served, session.find_served(publication.release.course.id));
  if (!served) return {};
  return supersede(session, repository, served->submission, publication, services);
}

// Older versions that were accepted and came too late, or were to wait for their day.
Result<void> supersede_overtaken(Session& session, Repository& repository,
                                 const Publication& publication, const Services& services) {
  const Course& course = publication.release.course;
  HAAT_TRY(const auto accepted, session.accepted_of(course.id));
  for (const Submission& submission : accepted)
    if (!newer_version(submission.course.version, course.version))
      HAAT_TRY_VOID(supersede(session, repository, submission.id, publication, services));
  return {};
}

}  // namespace

Result<Submission> publish(const std::string& id, Services& services) {
  HAAT_TRY(const Publication publication, prepare(id, services));
  return services.store.change([&](Session& session) -> Result<Submission> {
    HAAT_TRY_VOID(services.blobs.confirm({publication.release.blob, publication.release.size}));
    Repository repository(session, services.online_key, services.clock());
    Deed deed = deed_of_marketplace(Act::publish);
    deed.publication = &publication;
    HAAT_TRY_VOID(supersede_served(session, repository, publication, services));
    HAAT_TRY(Submission submission, perform(session, repository, id, std::move(deed), services));
    HAAT_TRY_VOID(supersede_overtaken(session, repository, publication, services));
    HAAT_TRY_VOID(repository.sign());
    return submission;
  });
}

}  // namespace haat::server
