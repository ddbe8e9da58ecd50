#include "marketplace-server/blobs/s3/s3_exchange.hpp"

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <random>
#include <thread>

#include "core/ascii.hpp"
#include "marketplace-server/blobs/disk.hpp"
#include "marketplace-server/blobs/s3/s3_xml.hpp"

namespace haat::server {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr long connect_milliseconds = 5'000;
constexpr long slowest_bytes_a_second = 1'000;  // for
constexpr long slow_seconds = 10;
constexpr long once_milliseconds = 5'000;
constexpr std::chrono::milliseconds first_pause = 100ms, longest_pause = 5s;
constexpr std::size_t largest_answer = 1 << 20;
constexpr std::size_t most_idle = 16;

// curl_global_init() is for the first thread only.
void start_curl() {
  static const bool started = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  static_cast<void>(started);
}

bool can_pass(int status) {
  return status == 408 || status == 429 || status == 500 || (status >= 502 && status <= 504);
}

Result<Sha256> digest_of_stretch(const Stretch& stretch) {
  const int file = ::open(stretch.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return disk_failure("read", stretch.path, errno);
  Hasher hasher;
  std::vector<char> buffer(256 * 1024);
  std::uint64_t done = 0;
  while (done < stretch.size) {
    const auto want = std::min<std::uint64_t>(buffer.size(), stretch.size - done);
    const ssize_t got =
        ::pread(file, buffer.data(), want, static_cast<off_t>(stretch.offset + done));
    if (got <= 0) break;
    hasher.update({buffer.data(), static_cast<std::size_t>(got)});
    done += static_cast<std::uint64_t>(got);
  }
  const int error = errno;
  ::close(file);
  if (done < stretch.size) return disk_failure("read", stretch.path, error);
  return hasher.finish();
}

Result<Sha256> digest_of_body(const S3Request& request) {
  if (request.file) return digest_of_stretch(*request.file);
  return sha256(request.body);
}

std::string why(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return "it takes too long to answer";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "its host has no address";
    case CURLE_COULDNT_CONNECT:
      return "it cannot be reached";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
      return "its TLS cannot be trusted";
    default:
      return "it breaks off its answers";
  }
}

tl::unexpected<Error> unavailable(const std::string& what) {
  return fail(Errc::unavailable, "blobs-unavailable",
              "the store of the packages cannot be used: " + what + "; try again later");
}

tl::unexpected<Error> refused(const S3Answer& answer) {
  const std::string code = error_code_of(answer.body);
  return fail(Errc::unavailable, "blobs-unavailable",
              "the store of the packages refuses this server (" + std::to_string(answer.status) +
                  (code.empty() ? "" : " " + code) +
                  "); its operator looks at the keys, the bucket and the region");
}

}  // namespace

tl::unexpected<Error> store_failure(const std::string& what) {
  return unavailable(what);
}

struct S3Exchange::Connection {
  CURL* easy = ::curl_easy_init();
  ~Connection() { ::curl_easy_cleanup(easy); }
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
};

// One try: what libcurl's callbacks need.
struct S3Exchange::Attempt {
  const S3Request& request;
  CURL* easy;
  S3Answer answer = {};
  std::uint64_t sent = 0;
  int file = -1;
  bool begun = false;
  bool too_large = false;
  std::optional<Error> reader_error = {};

  ~Attempt() {
    if (file >= 0) ::close(file);
  }

  long status() const {
    long status = 0;
    ::curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  bool take(std::string_view bytes) {
    if (!request.reader || status() >= 300) {
      too_large = answer.body.size() + bytes.size() > largest_answer;
      if (!too_large) answer.body += bytes;
      return !too_large;
    }
    auto taken = begin();
    if (taken) taken = request.reader->piece(bytes);
    if (!taken) reader_error = taken.error();
    return taken.has_value();
  }

  Result<void> begin() {
    if (begun) return {};
    begun = true;
    return request.reader->begin();
  }

  void header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = lower_case(line.substr(0, colon));
    const std::string value(trimmed(line.substr(colon + 1)));
    if (name == "etag") answer.etag = value;
    if (name == "last-modified")
      answer.modified = Time(std::chrono::seconds(::curl_getdate(value.c_str(), nullptr)));
  }

  static std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* self) {
    return static_cast<Attempt*>(self)->take({bytes, size}) ? size : 0;
  }
  static std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* self) {
    static_cast<Attempt*>(self)->header({bytes, size});
    return size;
  }
  static std::size_t on_read(char* buffer, std::size_t one, std::size_t count, void* raw) {
    auto& self = *static_cast<Attempt*>(raw);
    const Stretch& stretch = *self.request.file;
    const auto want = std::min<std::uint64_t>(one * count, stretch.size - self.sent);
    const ssize_t got =
        ::pread(self.file, buffer, want, static_cast<off_t>(stretch.offset + self.sent));
    if (got < 0) return CURL_READFUNC_ABORT;
    self.sent += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  static int on_seek(void* raw, curl_off_t offset, int) {
    static_cast<Attempt*>(raw)->sent = static_cast<std::uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
  }
};

S3Exchange::S3Exchange(S3Settings settings) : settings_(std::move(settings)) {
  start_curl();
}
S3Exchange::~S3Exchange() = default;

Result<S3Answer> S3Exchange::operator()(const S3Request& request) const {
  HAAT_TRY(const Sha256 digest, digest_of_body(request));
  const auto until = steady_clock::now() + settings_.patience;
  auto pause = first_pause;
  static thread_local std::minstd_rand chance(std::random_device{}());
  for (;;) {
    bool again = false;
    auto answer = attempt(request, digest, again);
    if (!again || request.once || steady_clock::now() + pause > until) return answer;
    // Not all at the same moment.
    std::this_thread::sleep_for(pause / 2 + pause * (chance() % 100) / 200);
    pause = std::min(pause * 2, longest_pause);
  }
}

Result<S3Answer> S3Exchange::attempt(const S3Request& request, const Sha256& digest,
                                     bool& again) const {
  std::unique_ptr<Connection> connection;
  {
    const std::lock_guard lock(lock_);
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!connection) connection = std::make_unique<Connection>();
  CURL* const easy = connection->easy;
  ::curl_easy_reset(easy);
  Attempt attempt{request, easy};

  std::string url = url_of(settings_, request.key);
  char before = '?';
  for (const auto& [name, value] : request.query) {
    char* const escaped = ::curl_easy_escape(easy, value.c_str(), static_cast<int>(value.size()));
    url += before + name + "=" + (escaped ? escaped : "");
    ::curl_free(escaped);
    before = '&';
  }
  ::curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  ::curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
  ::curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, slowest_bytes_a_second);
  ::curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                     std::min<long>(slow_seconds, settings_.patience.count()));
  if (request.once) ::curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, once_milliseconds);

  // The signature: the names may have a colon in them, and the digest of the body is ours to say.
  const std::string signer = "aws:amz:" + settings_.region + ":s3";
  ::curl_easy_setopt(easy, CURLOPT_AWS_SIGV4, signer.c_str());
  ::curl_easy_setopt(easy, CURLOPT_USERNAME, settings_.access_key.c_str());
  ::curl_easy_setopt(easy, CURLOPT_PASSWORD, settings_.secret_key.c_str());
  struct Free {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> headers(
      ::curl_slist_append(nullptr, ("x-amz-content-sha256: " + to_hex(digest)).c_str()));

  if (request.method == "HEAD") {
    ::curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.file) {
    attempt.file = ::open(request.file->path.c_str(), O_RDONLY | O_CLOEXEC);
    if (attempt.file < 0) return disk_failure("read", request.file->path, errno);
    ::curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    ::curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.file->size));
    ::curl_easy_setopt(easy, CURLOPT_READFUNCTION, &Attempt::on_read);
    ::curl_easy_setopt(easy, CURLOPT_READDATA, &attempt);
    ::curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, &Attempt::on_seek);
    ::curl_easy_setopt(easy, CURLOPT_SEEKDATA, &attempt);
  } else if (request.method == "POST") {
    ::curl_slist_append(headers.get(), "Content-Type: application/xml");
    ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
    ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
  } else if (request.method != "GET") {
    ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Attempt::on_body);
  ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, &attempt);
  ::curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Attempt::on_header);
  ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, &attempt);

  const CURLcode code = ::curl_easy_perform(easy);
  S3Answer& answer = attempt.answer;
  answer.status = static_cast<int>(attempt.status());
  curl_off_t length = 0;
  ::curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  answer.size = length > 0 ? static_cast<std::uint64_t>(length) : 0;
  // What is of this stack must not stay in it.
  ::curl_easy_reset(easy);
  {
    const std::lock_guard lock(lock_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(connection));
  }
  if (attempt.reader_error) return tl::unexpected<Error>(*attempt.reader_error);
  if (attempt.too_large) return unavailable("it answers more than it was asked for");
  if (code != CURLE_OK) {
    again = true;
    return unavailable(why(code));
  }
  if (can_pass(answer.status)) {
    again = true;
    return unavailable("it answers " + std::to_string(answer.status));
  }
  const bool brings = request.file || request.method == "POST";
  if (answer.status >= 300 && (answer.status != 404 || brings)) return refused(answer);
  // An empty object has no bytes that would have begun it.
  if (request.reader && answer.status == 200) HAAT_TRY_VOID(attempt.begin());
  return std::move(answer);
}

}  // namespace haat::server
