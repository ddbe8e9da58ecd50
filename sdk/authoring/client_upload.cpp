#include "sdk/authoring/client_upload.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>

#include "core/package/digest.hpp"
#include "core/signing/base64.hpp"
#include "sdk/authoring/client_answers.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Answer = MarketplaceClient::Connection::Answer;

const std::string uploads_path = "/api/v1/uploads";
constexpr int most_attempts = 10;  // one after the other that bring nothing
constexpr std::chrono::milliseconds first_pause = 500ms;
constexpr std::chrono::milliseconds longest_pause = 30s;

std::chrono::milliseconds pause_after(int attempts) {
  return std::min(longest_pause, first_pause * (1 << std::min(attempts, 10)));
}

std::optional<std::uint64_t> number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

ResumableUpload::ResumableUpload(Connection& connection, fs::path package, Progress progress,
                                 UploadMemory& memory)
    : connection_(connection),
      package_(std::move(package)),
      progress_(std::move(progress)),
      memory_(memory) {}

Result<Answer> ResumableUpload::submit(bool as_draft) {
  HAAT_TRY(const Sha256 digest, sha256_of_file(package_));
  std::error_code problem;
  size_ = fs::file_size(package_, problem);
  if (problem)
    return fail(Errc::unavailable, "file-not-read", package_.string() + " cannot be read");
  digest_ = to_hex(digest);
  id_ = memory_.recall(digest_);
  for (int attempts = 0;; ++attempts) {
    const std::uint64_t before = there_;
    auto answer = attempt(as_draft);
    if (answer || !may_pass(answer.error())) return answer;
    if (there_ > before) attempts = 0;
    if (attempts == most_attempts)
      return fail(answer.error().kind, answer.error().id,
                  answer.error().message + "; " + std::to_string(there_) + " of " +
                      std::to_string(size_) +
                      " bytes are there, and the same command goes on with the rest");
    std::this_thread::sleep_for(pause_after(attempts));
  }
}

Result<Answer> ResumableUpload::attempt(bool as_draft) {
  HAAT_TRY_VOID(complete());
  auto answer = exchange({.method = "POST",
                          .path = "/api/v1/submissions",
                          .query = {{"draft", as_draft ? "true" : ""}},
                          .type = "application/json",
                          .text = upload_submission_json(id_, digest_)});
  if (answer && (answer->status == 404 || answer->status == 410 ||
                 problem(connection_.server(), *answer).id == "upload-digest-mismatch"))
    forget();
  return answer;
}

Result<void> ResumableUpload::complete() {
  if (id_.empty()) {
    HAAT_TRY_VOID(begin());
  } else {
    const auto offset = ask_offset();
    if (!offset) return tl::unexpected<Error>(offset.error());
    there_ = *offset;
  }
  return there_ < size_ ? send_rest(there_) : Result<void>();
}

Result<std::uint64_t> ResumableUpload::ask_offset() {
  HAAT_TRY(const Answer answer,
           exchange({.method = "HEAD", .path = uploads_path + "/" + path_part(id_)}));
  const auto offset = number(answer.header("Upload-Offset"));
  const auto length = number(answer.header("Upload-Length"));
  if (answer.status == 200 && offset && length == size_ && *offset <= size_) return *offset;
  const bool lost =
      answer.status == 404 || answer.status == 410 || (answer.status == 200 && length != size_);
  if (!lost) return tl::unexpected<Error>(problem(connection_.server(), answer));
  forget();  // expired, or another account's
  HAAT_TRY_VOID(begin());
  return 0;
}

Result<void> ResumableUpload::begin() {
  HAAT_TRY(const Answer answer,
           exchange({.method = "POST",
                     .path = uploads_path,
                     .headers = {{"Upload-Length", std::to_string(size_)},
                                 {"Upload-Metadata",
                                  "filename " + to_base64(package_.filename().string())}}}));
  const std::string location = answer.header("Location");
  const auto slash = location.rfind('/');
  if (answer.status != 201) return tl::unexpected<Error>(problem(connection_.server(), answer));
  if (slash == std::string::npos || slash + 1 == location.size())
    return fail(Errc::unsupported, "answer-without-location",
                connection_.server() + " does not say where the package is to be uploaded to");
  id_ = location.substr(slash + 1);
  there_ = 0;
  memory_.keep(digest_, id_);
  return {};
}

Result<void> ResumableUpload::send_rest(std::uint64_t offset) {
  HAAT_TRY(const Answer answer, exchange({.method = "PATCH",
                                          .path = uploads_path + "/" + path_part(id_),
                                          .headers = {{"Upload-Offset", std::to_string(offset)}},
                                          .type = "application/offset+octet-stream",
                                          .file = package_,
                                          .offset = offset,
                                          .progress = progress_}));
  if (answer.status == 404 || answer.status == 410) forget();
  if (answer.status != 204) return tl::unexpected<Error>(problem(connection_.server(), answer));
  there_ = size_;
  return {};
}

// The library takes a head that broke off for a whole one. A server that speaks tus says so behind
// all that is asked for here, and every other answer says how long it is; a gateway that has lost
// its server does neither.
Result<Answer> ResumableUpload::exchange(Connection::Call call) {
  const bool speaks_tus = call.path.starts_with(uploads_path);
  if (speaks_tus) call.headers.emplace_back("Tus-Resumable", "1.0.0");
  HAAT_TRY(Answer answer, connection_.send(call));
  reached_ = true;
  const bool whole = speaks_tus ? !answer.header("Tus-Resumable").empty()
                                : !answer.header("Content-Length").empty() ||
                                      !answer.header("Transfer-Encoding").empty();
  const bool refused = answer.status >= 400 && answer.status < 500;
  if (whole || refused) return answer;
  return fail(Errc::unavailable, "server-unavailable",
              connection_.server() + " does not answer: the answer broke off behind status " +
                  std::to_string(answer.status));
}

// A server that never answered is not waited for: the address is probably wrong.
bool ResumableUpload::may_pass(const Error& error) const {
  constexpr std::array passing{"server-unavailable",   "upload-offset-wrong", "upload-taken-over",
                               "upload-bytes-missing", "upload-unknown",      "upload-expired"};
  return reached_ && std::find(passing.begin(), passing.end(), error.id) != passing.end();
}

void ResumableUpload::forget() {
  memory_.forget(digest_);
  id_.clear();
  there_ = 0;
}

}  // namespace haat
