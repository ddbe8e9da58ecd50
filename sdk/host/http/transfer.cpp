#include "sdk/host/http/transfer.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>

#include "core/ascii.hpp"
#include "sdk/host/http/address.hpp"

namespace haat::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr long connect_milliseconds = 5000;
constexpr std::size_t ahead = 1u << 20;  // bytes of a response that are read before they are wanted
constexpr milliseconds slice{20};        // how often the caller is asked whether it still waits
constexpr milliseconds gather{50};       // how long a piece may fill before it is handed on
constexpr std::size_t errors_words = 200;

// Of the connection to us, not of what is told.
bool belongs_to_connection(const std::string& name) {
  return name == "connection" || name == "keep-alive" || name == "transfer-encoding" ||
         name == "trailer" || name == "upgrade" || name.starts_with("proxy-");
}

}  // namespace

Connections::Connections() {
  static const CURLcode ready = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) multi_.reset(::curl_multi_init());
}

void Connections::Close::operator()(void* multi) const {
  ::curl_multi_cleanup(multi);
}

struct Transfer::Parts {
  CURLM* multi;
  std::unique_ptr<CURL, void (*)(CURL*)> easy{::curl_easy_init(), ::curl_easy_cleanup};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers{nullptr, ::curl_slist_free_all};
  char error[CURL_ERROR_SIZE] = {};

  void add_header(const std::string& line) {
    headers.reset(::curl_slist_append(headers.release(), line.c_str()));
  }
};

Transfer::Transfer(Connections& connections, const Url& url, const AllowedHosts::Host& host,
                   const wire::HttpRequest& request, std::uint64_t largest)
    : parts_(std::make_unique<Parts>(Parts{static_cast<CURLM*>(connections.raw())})),
      url_(url),
      host_(host),
      largest_(largest),
      sent_(request.body) {
  if (parts_->multi == nullptr || !parts_->easy) {
    refuse(HAAT_FAULT_HOST, "the host's libcurl does not work");
    return;
  }
  set_up(request);
  set_up_security();
  ::curl_multi_add_handle(parts_->multi, parts_->easy.get());
}

Transfer::~Transfer() {
  if (parts_->multi != nullptr && parts_->easy)
    ::curl_multi_remove_handle(parts_->multi, parts_->easy.get());
}

void Transfer::set_up(const wire::HttpRequest& request) {
  CURL* const easy = parts_->easy.get();
  ::curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(largest_));
  const auto names = [&](const char* name) {
    return std::any_of(
        request.headers.begin(), request.headers.end(),
        [&](const wire::HttpHeader& header) { return lower_case(header.name) == name; });
  };
  // A header without a value has a form of its own.
  for (const wire::HttpHeader& header : request.headers)
    parts_->add_header(header.name + (header.value.empty() ? ";" : ": " + header.value));
  parts_->add_header("Expect:");
  if (!names("content-type")) parts_->add_header("Content-Type:");
  if (!names("user-agent")) parts_->add_header("User-Agent: Haat");
  ::curl_easy_setopt(easy, CURLOPT_CURLU, url_.raw());
  ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, parts_->headers.get());
  if (request.method == "HEAD") {
    ::curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    ::curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t{0});  // none of it comes
  } else if (request.method != "GET" || !sent_.empty()) {
    if (!sent_.empty() || request.method == "POST" || request.method == "PUT" ||
        request.method == "PATCH") {
      ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(sent_.size()));
      ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sent_.c_str());
    }
    ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  ::curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  ::curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  ::curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, parts_->error);
}

void Transfer::set_up_security() {
  CURL* const easy = parts_->easy.get();
  ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  ::curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(easy, CURLOPT_PROXY, "");  // whatever the environment says
  ::curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  ::curl_easy_setopt(easy, CURLOPT_HTTPAUTH, 0L);
  ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  ::curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!host_.authority.empty()) {
    ::curl_easy_setopt(easy, CURLOPT_CAINFO, host_.authority.c_str());
    ::curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  ::curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
  ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a name server may be slower than we can be
  const curl_opensocket_callback open_socket = [](void* self, curlsocktype purpose,
                                                  curl_sockaddr* address) {
    return static_cast<curl_socket_t>(Transfer::on_socket(self, purpose, address));
  };
  ::curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  ::curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

bool Transfer::refuse(haat_status status, std::string sentence) {
  if (!fault_) fault_ = Fault{status, std::move(sentence)};
  return false;
}

// The moment at which a name has become an address, and the last one before something is sent: here
// nobody can tell us another one any more.
int Transfer::on_socket(void* self, int, void* raw) {
  auto& transfer = *static_cast<Transfer*>(self);
  const auto& to = *static_cast<curl_sockaddr*>(raw);
  const Reach reach = reach_of(to.addr);
  if (reach == Reach::nobody || (reach == Reach::inside && !transfer.host_.may_be_private)) {
    transfer.refused_address_ = to_string(to.addr);
    return CURL_SOCKET_BAD;
  }
  transfer.refused_address_.clear();
  return ::socket(to.family, to.socktype | SOCK_CLOEXEC, to.protocol);
}

std::size_t Transfer::on_header(char* bytes, std::size_t, std::size_t size, void* self) {
  return static_cast<Transfer*>(self)->keep_header({bytes, size}) ? size : 0;
}

bool Transfer::keep_header(std::string_view line) {
  head_bytes_ += line.size();
  if (head_bytes_ > HAAT_MAX_HTTP_HEAD_BYTES)
    return refuse(HAAT_FAULT_DATA, host_.name + " answered with headers of more than " +
                                       std::to_string(HAAT_MAX_HTTP_HEAD_BYTES) + " bytes");
  if (head_done_) return true;  // what comes behind the body
  if (line.starts_with("HTTP/")) {
    head_.headers.clear();  // those before were of a 1xx
    location_.clear();
    return true;
  }
  if (trimmed(line).empty()) {
    finish_head();
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string name = wire::one_line(trimmed(line.substr(0, colon)), line.size());
  const std::string value = wire::one_line(trimmed(line.substr(colon + 1)), line.size());
  if (lower_case(name) == "location") location_ = value;
  if (lower_case(name) == "content-encoding" && lower_case(value) != "identity") encoded_ = true;
  if (belongs_to_connection(lower_case(name))) return true;
  head_.headers.push_back({name, value});
  if (head_.headers.size() <= HAAT_MAX_HTTP_HEADERS) return true;
  return refuse(HAAT_FAULT_DATA, host_.name + " answered with more than " +
                                     std::to_string(HAAT_MAX_HTTP_HEADERS) + " headers");
}

void Transfer::finish_head() {
  long status = 0;
  ::curl_easy_getinfo(parts_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200) return;
  head_.status = static_cast<std::uint32_t>(status);
  head_done_ = true;
  if (!encoded_) return;
  std::erase_if(head_.headers, [](const wire::HttpHeader& header) {
    return lower_case(header.name) == "content-encoding" ||
           lower_case(header.name) == "content-length";
  });
}

std::size_t Transfer::on_body(char* bytes, std::size_t, std::size_t size, void* raw) {
  auto& self = *static_cast<Transfer*>(raw);
  if (self.held() >= ahead) {
    self.paused_ = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  self.received_ += size;
  if (self.received_ > self.largest_)
    return self.refuse(HAAT_FAULT_DATA, self.host_.name + " answered more than " +
                                            std::to_string(self.largest_) + " bytes")
               ? size
               : 0;
  self.buffer_.append(bytes, size);
  return size;
}

tl::expected<void, Fault> Transfer::move(const Wait& wait) {
  if (fault_) return tl::unexpected<Fault>(*fault_);
  if (paused_ && held() < ahead / 2) {
    paused_ = false;
    ::curl_easy_pause(parts_->easy.get(), CURLPAUSE_CONT);
  }
  int running = 0;
  ::curl_multi_perform(parts_->multi, &running);
  int left = 0;
  if (const CURLMsg* const message = ::curl_multi_info_read(parts_->multi, &left);
      message != nullptr && message->msg == CURLMSG_DONE) {
    finished_ = true;
    if (message->data.result != CURLE_OK && !fault_) fault_ = explain(message->data.result);
  }
  if (fault_) return tl::unexpected<Fault>(*fault_);
  if (finished_) return {};
  const auto now = steady_clock::now();
  if (now >= wait.until) return fault(HAAT_FAULT_SYSTEM, host_.name + " took too long to answer");
  curl_waitfd worker{wait.worker, CURL_WAIT_POLLIN, 0};
  const auto time = std::min(slice, std::chrono::ceil<milliseconds>(
                                        std::min<steady_clock::duration>(wait.until - now, slice)));
  ::curl_multi_poll(parts_->multi, &worker, wait.worker >= 0 ? 1 : 0,
                    static_cast<int>(time.count()), nullptr);
  if (worker.revents != 0 || (wait.go_on && !wait.go_on()))
    return fault(HAAT_STOPPED, "nobody waits for " + host_.name + " any more");
  return {};
}

tl::expected<void, Fault> Transfer::await_head(const Wait& wait) {
  while (!head_done_) {
    if (finished_) return fault(HAAT_FAULT_SYSTEM, host_.name + " broke off its answer");
    if (auto moved = move(wait); !moved && !head_done_) return moved;
  }
  return {};
}

tl::expected<void, Fault> Transfer::await_piece(const Wait& wait) {
  auto hand_on = steady_clock::time_point::max();
  while (!finished_ && held() < wire::max_piece && steady_clock::now() < hand_on) {
    const auto moved = move(wait);
    if (held() > 0 && hand_on == steady_clock::time_point::max())
      hand_on = steady_clock::now() + gather;
    if (!moved && held() == 0) return moved;
    if (!moved) break;  // first what came before it
  }
  if (held() == 0 && fault_) return tl::unexpected<Fault>(*fault_);
  return {};
}

std::string_view Transfer::take() {
  if (taken_ >= ahead / 2) {
    buffer_.erase(0, taken_);
    taken_ = 0;
  }
  const auto piece = std::string_view(buffer_).substr(taken_, wire::max_piece);
  taken_ += piece.size();
  return piece;
}

Fault Transfer::explain(int code) const {
  const std::string why = wire::one_line(
      parts_->error[0] != '\0' ? parts_->error : ::curl_easy_strerror(static_cast<CURLcode>(code)),
      errors_words);
  const std::string& name = host_.name;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {HAAT_FAULT_SYSTEM, "no address of " + name + " can be found"};
    case CURLE_COULDNT_CONNECT:
      if (refused_address_.empty()) return {HAAT_FAULT_SYSTEM, name + " cannot be reached"};
      return {HAAT_FAULT_SETTINGS,
              name + " has the address " + refused_address_ +
                  ", which is not public; if that is meant, the operator names it as private"};
    case CURLE_OPERATION_TIMEDOUT:
      return {HAAT_FAULT_SYSTEM, name + " took too long to answer"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
      return {HAAT_FAULT_SYSTEM, "the TLS of " + name + " cannot be trusted: " + why};
    case CURLE_SSL_CACERT_BADFILE:
      return {HAAT_FAULT_SETTINGS, "the certificates that vouch for " + name + " cannot be read"};
    case CURLE_GOT_NOTHING:
      return {HAAT_FAULT_SYSTEM, name + " hung up without an answer"};
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return {HAAT_FAULT_SYSTEM, name + " broke off its answer"};
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9, which is whatever does not begin as HTTP does
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_OUT_OF_MEMORY:  // a header line without an end
      return {HAAT_FAULT_DATA, name + " answered what is no HTTP"};
    case CURLE_BAD_CONTENT_ENCODING:
      return {HAAT_FAULT_DATA, name + " answered what cannot be decompressed"};
    case CURLE_FILESIZE_EXCEEDED:
      return {HAAT_FAULT_DATA, name + " answered more than " + std::to_string(largest_) + " bytes"};
    default:
      return {HAAT_FAULT_SYSTEM, name + " did not answer: " + why};
  }
}

}  // namespace haat::http
