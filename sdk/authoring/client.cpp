#include "sdk/authoring/client.hpp"

#include <chrono>
#include <thread>

#include "sdk/authoring/client_answers.hpp"
#include "sdk/authoring/client_connection.hpp"
#include "sdk/authoring/client_upload.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

const std::string submissions_path = "/api/v1/submissions";
const std::string courses_path = "/api/v1/courses";
const std::string providers_path = "/api/v1/providers";

std::string provider_path(const std::string& id) {
  return providers_path + "/" + path_part(id);
}
const std::string scans_path = "/api/v1/scans";
const std::string webhooks_path = "/api/v1/webhooks";

std::string submission_path(const std::string& id) {
  return submissions_path + "/" + path_part(id);
}
tl::expected<Submission, Refusal> read_judgement(
    const std::string& server, const Result<MarketplaceClient::Connection::Answer>& answer) {
  const auto refuse = [](Error error, std::vector<Finding> findings = {}) {
    return tl::unexpected<Refusal>(Refusal{std::move(error), std::move(findings)});
  };
  if (!answer) return refuse(answer.error());
  if (answer->status < 200 || answer->status > 299)
    return refuse(problem(server, *answer), read_findings(answer->body));
  Result<Submission> submission = told(server, answer->body).and_then(read_submission);
  if (!submission) return refuse(submission.error());
  return *std::move(submission);
}

tl::unexpected<Refusal> refused(Error error) {
  return tl::unexpected<Refusal>(Refusal{std::move(error), {}});
}

// What became of what was handed in, once that is known: each request waits for a second. A server
// that is being started again is waited for, since the package is safe.
tl::expected<Submission, Refusal> judgement(MarketplaceClient::Connection& connection,
                                            tl::expected<Submission, Refusal> handed_in,
                                            const CheckProgress& checking) {
  using namespace std::chrono_literals;
  constexpr int most_failures = 20;
  if (!handed_in) return handed_in;
  Submission now = *std::move(handed_in);
  for (int failures = 0; is_unchecked(now) && checking(now);) {
    auto next = read_judgement(
        connection.server(),
        connection.send(
            {.method = "GET", .path = submission_path(now.id), .headers = {{"Prefer", "wait=1"}}}));
    if (next) {
      now = *std::move(next);
      failures = 0;
    } else if (next.error().kind != Errc::unavailable || ++failures > most_failures) {
      next.error().message += "; the package is there nevertheless, as submission " + now.id;
      return next;
    } else {
      std::this_thread::sleep_for(500ms);
    }
  }
  if (now.state != "refused") return now;
  return tl::unexpected<Refusal>(Refusal{{Errc::corrupt, now.problem, now.reason}, now.findings});
}

std::string course_path(const std::string& id) {
  return courses_path + "/" + path_part(id);
}

}  // namespace

bool is_unchecked(const Submission& submission) {
  return submission.state == "submitted" || submission.state == "checking";
}

MarketplaceClient::MarketplaceClient(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
MarketplaceClient::MarketplaceClient(MarketplaceClient&&) noexcept = default;
MarketplaceClient& MarketplaceClient::operator=(MarketplaceClient&&) noexcept = default;
MarketplaceClient::~MarketplaceClient() = default;

Result<MarketplaceClient> MarketplaceClient::create(const std::string& server,
                                                    const std::string& token) {
  HAAT_TRY(std::unique_ptr<Connection> connection, Connection::open(server, token));
  return MarketplaceClient(std::move(connection));
}

const std::string& MarketplaceClient::server() const {
  return connection_->server();
}

Result<PublicKey> MarketplaceClient::key() {
  return connection_->get("/api/v1/key").and_then(read_marketplace_key);
}

Result<Identity> MarketplaceClient::me() {
  return connection_->get("/api/v1/me").and_then(read_identity);
}

Result<Page<Identity>> MarketplaceClient::accounts(const std::string& cursor) {
  return onward(connection_->get("/api/v1/accounts", {{"cursor", cursor}}).and_then(read_accounts),
                server(), cursor);
}

Result<std::string> MarketplaceClient::register_key(const PublicKey& key) {
  return connection_->post("/api/v1/keys", member_json("key", key.line()));
}

Result<std::string> MarketplaceClient::announce(const std::string& key_change) {
  return connection_->post("/api/v1/keys/changes", key_change);
}

tl::expected<Submission, Refusal> MarketplaceClient::submit(const fs::path& package,
                                                            const Progress& progress, bool as_draft,
                                                            const CheckProgress& checking) {
  const auto digest = sha256_of_file(package);
  if (!digest) return refused(digest.error());
  auto handed_in = read_judgement(
      server(), connection_->send({.method = "POST",
                                   .path = submissions_path,
                                   .query = {{"draft", as_draft ? "true" : ""}},
                                   .headers = {{"Content-Digest", content_digest(*digest)}},
                                   .type = "application/zip",
                                   .file = package,
                                   .progress = progress}));
  return judgement(*connection_, std::move(handed_in), checking);
}

tl::expected<Submission, Refusal> MarketplaceClient::submit_resumably(
    const fs::path& package, const Progress& progress, bool as_draft, UploadMemory& memory,
    const CheckProgress& checking) {
  ResumableUpload upload(*connection_, package, progress, memory);
  const auto answer = upload.submit(as_draft);
  auto judged = judgement(*connection_, read_judgement(server(), answer), checking);
  // A package that was refused for now, for lack of a key say, need not be sent again.
  if (judged && !is_unchecked(*judged)) upload.forget();
  return judged;
}

Result<Page<Submission>> MarketplaceClient::submissions(const std::string& state,
                                                        const std::string& cursor) {
  return onward(connection_->get(submissions_path, {{"state", state}, {"cursor", cursor}})
                    .and_then(read_submissions),
                server(), cursor);
}

Result<Submission> MarketplaceClient::submission(const std::string& id) {
  return connection_->get(submission_path(id)).and_then(read_submission);
}

Result<Submission> MarketplaceClient::perform(const std::string& id, const Deed& deed) {
  return connection_->post(submission_path(id) + "/" + path_part(deed.act), deed_json(deed))
      .and_then(read_submission);
}

Result<std::vector<DeedResult>> MarketplaceClient::perform(const std::vector<std::string>& ids,
                                                           const Deed& deed) {
  return connection_->post(submissions_path + "/acts", deeds_json(ids, deed))
      .and_then(read_deed_results);
}

Result<CatalogueCourse> MarketplaceClient::flag(const std::string& course,
                                                const std::string& reason) {
  return connection_->post(course_path(course) + "/flag", member_json("reason", reason))
      .and_then(read_course);
}

Result<std::string> MarketplaceClient::rubric() {
  return connection_->get("/api/v1/rubric");
}

Result<Assessments> MarketplaceClient::assessments(const std::string& submission) {
  return connection_->get(submission_path(submission) + "/assessments").and_then(read_assessments);
}

Result<void> MarketplaceClient::assess(const std::string& submission, const std::string& answers) {
  return connection_->post(submission_path(submission) + "/assessments", answers)
      .map([](const std::string&) {});
}

Result<Page<Comment>> MarketplaceClient::comments(const std::string& submission,
                                                  const std::string& cursor) {
  return onward(connection_->get(submission_path(submission) + "/comments", {{"cursor", cursor}})
                    .and_then(read_comments),
                server(), cursor);
}

Result<Comment> MarketplaceClient::comment(const std::string& submission, const Comment& comment) {
  return connection_->post(submission_path(submission) + "/comments", comment_json(comment))
      .and_then(read_comment);
}

Result<CoursePage> MarketplaceClient::courses(const CourseSearch& search,
                                              const std::string& cursor) {
  Connection::Query query{
      {"q", search.text}, {"cursor", cursor}, {"sort", search.sort}, {"facets", search.facets}};
  query.insert(query.end(), search.filters.begin(), search.filters.end());
  return onward(connection_->get(courses_path, query).and_then(read_courses), server(), cursor);
}

Result<CatalogueCourse> MarketplaceClient::course(const std::string& id) {
  return connection_->get(course_path(id)).and_then(read_course);
}

Result<void> MarketplaceClient::download_course(const std::string& id, const fs::path& to,
                                                const Progress& progress) {
  return connection_->download(course_path(id) + "/package", to, progress);
}

Result<void> MarketplaceClient::download_submission(const std::string& id, const fs::path& to,
                                                    const Progress& progress) {
  return connection_->download(submission_path(id) + "/package", to, progress);
}

Result<Page<ProviderStatus>> MarketplaceClient::providers() {
  return connection_->get(providers_path).and_then(read_providers);
}

Result<CertificateVerdict> MarketplaceClient::verify_certificate(const std::string& provider,
                                                                 const std::string& certificate) {
  return connection_
      ->post(provider_path(provider) + "/certificates/verify",
             member_json("certificate", certificate))
      .and_then(read_certificate);
}

Result<Page<OfferedCourse>> MarketplaceClient::provider_courses(const std::string& provider,
                                                                const std::string& cursor) {
  return onward(connection_->get(provider_path(provider) + "/courses", {{"cursor", cursor}})
                    .and_then(read_offers),
                server(), cursor);
}

tl::expected<Submission, Refusal> MarketplaceClient::submit_offer(const std::string& provider,
                                                                  const std::string& external_id,
                                                                  const OfferTags& tags,
                                                                  const CheckProgress& checking) {
  const auto answer = connection_->send(
      {.method = "POST",
       .path = provider_path(provider) + "/courses/" + path_part(external_id) + "/submit",
       .type = "application/json",
       .text = offer_json(tags)});
  return judgement(*connection_, read_judgement(server(), answer), checking);
}

Result<Scan> MarketplaceClient::order_scan(const ScanOrder& order) {
  return connection_->post(scans_path, scan_json(order)).and_then(read_scan);
}

Result<Page<Scan>> MarketplaceClient::scans(const std::string& cursor) {
  return onward(connection_->get(scans_path, {{"cursor", cursor}}).and_then(read_scans), server(),
                cursor);
}

Result<Scan> MarketplaceClient::scan(const std::string& id) {
  return connection_->get(scans_path + "/" + path_part(id)).and_then(read_scan);
}

Result<Webhook> MarketplaceClient::add_webhook(const std::string& url,
                                               const std::vector<std::string>& events) {
  return connection_->post(webhooks_path, webhook_json(url, events)).and_then(read_webhook);
}

Result<Page<Webhook>> MarketplaceClient::webhooks() {
  return connection_->get(webhooks_path).and_then(read_webhooks);
}

Result<void> MarketplaceClient::remove_webhook(const std::string& id) {
  return connection_->remove(webhooks_path + "/" + path_part(id)).map([](const std::string&) {});
}

Result<Page<Delivery>> MarketplaceClient::deliveries(const std::string& webhook,
                                                     const std::string& cursor) {
  return onward(
      connection_
          ->get(webhooks_path + "/" + path_part(webhook) + "/deliveries", {{"cursor", cursor}})
          .and_then(read_deliveries),
      server(), cursor);
}

Result<void> MarketplaceClient::retry_delivery(const std::string& webhook,
                                               const std::string& delivery) {
  return connection_
      ->post(webhooks_path + "/" + path_part(webhook) + "/deliveries/" + path_part(delivery) +
                 "/retry",
             "")
      .map([](const std::string&) {});
}

Result<std::string> MarketplaceClient::audit(const std::string& cursor) {
  return connection_->get("/api/v1/audit", {{"cursor", cursor}});
}

}  // namespace haat
