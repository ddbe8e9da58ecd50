#include "sdk/host/worker/http_client.hpp"

#include <new>
#include <optional>
#include <vector>

#include "sdk/host/wire/messages.hpp"

namespace haat {

using wire::Type;

namespace {

constexpr std::size_t longest_method = 32;

std::string_view text_of(const char* text) {
  return text != nullptr ? text : "";
}

bool fits(std::string_view text, std::size_t limit) {
  return text.size() <= limit && wire::is_token(text);
}

// As the wire can carry it; nullopt: it cannot, and `why` says what is wrong.
std::optional<wire::HttpRequest> readable(const haat_http_request& request, std::string& why) {
  wire::HttpRequest read;
  const auto wrong = [&](const char* what) {
    why = std::string("it made a request with ") + what;
    return std::nullopt;
  };
  read.method = text_of(request.method);
  read.url = text_of(request.url);
  if (read.method.empty() || !fits(read.method, longest_method)) return wrong("no proper method");
  if (read.url.empty() || !fits(read.url, HAAT_MAX_HTTP_URL_BYTES)) return wrong("no proper URL");
  if (request.header_count > HAAT_MAX_HTTP_HEADERS ||
      (request.header_count > 0 && request.headers == nullptr))
    return wrong("too many headers, or none where some are announced");
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < request.header_count; ++i) {
    const auto name = text_of(request.headers[i].name);
    const auto value = text_of(request.headers[i].value);
    bytes += name.size() + value.size();
    if (bytes > HAAT_MAX_HTTP_HEAD_BYTES) return wrong("headers that are too long");
    if (name.empty() || !wire::is_token(name) || !wire::is_token(value))
      return wrong("a header that is no plain text");
    read.headers.push_back({std::string(name), std::string(value)});
  }
  if (request.body_size > HAAT_MAX_HTTP_BODY_BYTES) return wrong("a body that is too large");
  if (request.body_size > 0 && request.body == nullptr) return wrong("a body that is not there");
  if (request.body_size > 0)
    read.body.assign(static_cast<const char*>(request.body), request.body_size);
  return read;
}

}  // namespace

// One exchange with the host. However send is left, even by a stranger's exception, the host hears
// that it is over.
class HttpClient::Exchange {
 public:
  Exchange(HttpClient& client) : client_(client) { client_.busy_ = true; }
  ~Exchange() {
    if (open_) client_.call_.send(Type::http_stop, {});
    client_.busy_ = false;
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  wire::Frame ask(Type type, std::string_view payload) {
    client_.call_.send(type, payload);
    const wire::Frame frame = client_.call_.http_answer();
    open_ = frame.header.type == Type::http_head || frame.header.type == Type::http_body;
    return frame;
  }

 private:
  HttpClient& client_;
  bool open_ = false;
};

haat_status HttpClient::refuse(haat_status status, std::string why) {
  why_ = std::move(why);
  return status;
}

haat_status HttpClient::send(const haat_http_request& request, const haat_http_sink& sink) {
  // Not even why_ may be touched from elsewhere.
  if (std::this_thread::get_id() != thread_) return HAAT_FAULT_PLUGIN;
  if (busy_) return refuse(HAAT_FAULT_PLUGIN, "it made a request in the middle of another one");
  why_.clear();
  if (sink.head == nullptr || sink.body == nullptr)
    return refuse(HAAT_FAULT_PLUGIN, "it made a request with no place for the answer");
  try {
    return ask(request, sink);
  } catch (const std::bad_alloc&) {
    return refuse(HAAT_FAULT_PLUGIN, "no memory left");  // so short that it needs none
  }
}

haat_status HttpClient::ask(const haat_http_request& raw, const haat_http_sink& sink) {
  std::string why;
  const auto request = readable(raw, why);
  if (!request) return refuse(HAAT_FAULT_PLUGIN, std::move(why));
  Exchange exchange(*this);
  const wire::Frame frame = exchange.ask(Type::http_request, wire::encode(*request));
  if (frame.header.type != Type::http_head) return failed(frame);
  const auto head = wire::decode_http_head(frame.payload);
  if (!head) return refuse(HAAT_FAULT_HOST, "the host handed over a malformed answer");
  std::vector<haat_http_header> headers;
  headers.reserve(head->headers.size());
  for (const wire::HttpHeader& header : head->headers)
    headers.push_back({header.name.c_str(), header.value.c_str()});
  if (sink.head(&sink, static_cast<std::int32_t>(head->status), headers.data(), headers.size()) !=
      HAAT_OK)
    return refuse(HAAT_STOPPED, "the provider wanted no more of the answer");
  return hand_over(exchange, sink);
}

haat_status HttpClient::hand_over(Exchange& exchange, const haat_http_sink& sink) {
  // The sink may write to the host, and what it writes may be read while the frame would be gone.
  std::string piece;
  for (;;) {
    const wire::Frame frame = exchange.ask(Type::http_more, {});
    if (frame.header.type == Type::http_end) return HAAT_OK;
    if (frame.header.type != Type::http_body) return failed(frame);
    piece = frame.payload;
    if (sink.body(&sink, piece.data(), piece.size()) != HAAT_OK)
      return refuse(HAAT_STOPPED, "the provider wanted no more of the answer");
  }
}

haat_status HttpClient::failed(const wire::Frame& frame) {
  const auto failed = wire::decode_failed(frame.payload);
  if (frame.header.type != Type::http_failed || !failed)
    return refuse(HAAT_FAULT_HOST, "the host answered what nobody asked");
  return refuse(failed->status, failed->sentence);
}

}  // namespace haat
