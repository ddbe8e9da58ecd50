#include <string>

#include "sdk/provider/provider.hpp"

namespace {

using haat::provider::Bytes;
using haat::provider::Request;
using haat::provider::Response;

std::string after(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  return at == std::string::npos ? "" : text.substr(at + part.size());
}

// Makes the request that its cursor or external id is: "POST http://... body". What came is in the
// titles of its courses: the status, a header, the body. "GET*11 http://..." makes it eleven times.
class Asking final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  void open() override {
    const std::string settings(host().settings());
    const std::string url = after(settings, "\"at-start\":\"");
    if (!url.empty()) at_start_ = host().http().get(url.substr(0, url.find('"'))).body;
  }

  haat::provider::Page list(const std::string& cursor) override {
    if (cursor.empty()) return {{{"1", "start: " + at_start_}}};
    if (cursor.starts_with("malformed ")) return malformed(cursor.substr(10));
    const std::size_t times = cursor.starts_with("GET*") ? std::stoul(cursor.substr(4)) : 1;
    Request request = request_of(cursor);
    if (times > 1) request.method = "GET";
    for (std::size_t i = 1; i < times; ++i) host().http().send(request);
    const Response response = host().http().send(request);
    return {{{"1", std::to_string(response.status)},
             {"2", "(" + std::string(response.header("x-partner")) + ")"},
             {"3", "body: " + response.body.substr(0, 2000)},
             {"4", std::to_string(response.body.size())}}};
  }

  void fetch(const std::string& external_id, const Bytes& into) override {
    if (external_id.starts_with("until-stop ")) return stop_it({"GET", external_id.substr(11)});
    host().http().send(request_of(external_id),
                       [&](const Response&, std::string_view piece) { into.write(piece); });
  }

 private:
  static Request request_of(const std::string& text) {
    const std::size_t url = text.find(' ') + 1;
    const std::size_t end = std::min(text.find(' ', url), text.size());
    Request request{text.substr(0, url - 1), text.substr(url, end - url)};
    request.headers = {{"Authorization", "Bearer secret-token"}, {"Accept", "text/plain"}};
    if (end < text.size()) request.body = text.substr(end + 1);
    return request;
  }

  // The first piece ends it, by an exception of the plugin's own; the next exchange works.
  void stop_it(const Request& request) const {
    try {
      host().http().send(request, [](const Response&, std::string_view) { throw 7; });
    } catch (int) {
      host().http().send(request, [](const Response&, std::string_view) {
        throw haat::provider::system_down("stopped by the plugin");
      });
    }
  }

  // By the C ABI, since the wrapper makes no such requests.
  haat::provider::Page malformed(const std::string& how) const {
    const auto* const http = static_cast<const haat_http*>(
        host().raw()->get_interface(host().raw(), HAAT_INTERFACE_HTTP));
    const haat_http_header broken{"X-Split", "a\r\nHost: elsewhere"};
    const haat_http_header nameless{nullptr, "x"};
    const haat_http_header host_header{"Host", "elsewhere.example.org"};
    const std::string long_url = "http://lms.example.org/" + std::string(9000, 'x');
    haat_http_request request{"GET", "http://lms.example.org/", nullptr, 0, nullptr, 0};
    haat_http_sink sink{nullptr, [](auto...) { return HAAT_OK + 0; },
                        [](auto...) { return HAAT_OK + 0; }};
    if (how == "no-method") request.method = nullptr;
    if (how == "method") request.method = "GET / HTTP/1.1\r\n\r\nGET";
    if (how == "strange-method") request.method = "CONNECT";
    if (how == "no-url") request.url = nullptr;
    if (how == "url") request.url = "http://lms.example.org/\r\nX: y";
    if (how == "relative-url") request.url = "/courses";
    if (how == "file-url") request.url = "file:///etc/passwd";
    if (how == "user-url") request.url = "http://user:word@lms.example.org/";
    if (how == "long-url") request.url = long_url.c_str();
    if (how == "split-header") request.headers = &broken;
    if (how == "nameless-header") request.headers = &nameless;
    if (how == "host-header") request.headers = &host_header;
    if (how == "no-headers") request.header_count = 3;
    if (how == "many-headers") request.header_count = 1000;
    if (request.headers != nullptr) request.header_count = 1;
    if (how == "no-body") request.body_size = 10;
    if (how == "huge-body") request.body_size = ~std::size_t{0};
    if (how == "get-with-body") request.body = "x", request.body_size = 1;
    if (how == "no-sink") sink.body = nullptr;
    const haat_status status = http->send(host().raw(), &request, &sink);
    throw haat::provider::Failure(status, http->why(host().raw()));
  }

  std::string at_start_;
};

}  // namespace

HAAT_PROVIDER(Asking, "org.example.asking", "Asking", "Example", "1.0.0")
