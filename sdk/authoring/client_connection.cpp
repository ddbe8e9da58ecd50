#include "sdk/authoring/client_connection.hpp"

#include <Poco/Base64Encoder.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/String.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/package/digest.hpp"
#include "core/signing/key.hpp"
#include "sdk/authoring/client_answers.hpp"
#include "sdk/authoring/client_download.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;
using Poco::Timespan;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

constexpr std::uint64_t largest_answer = 16ull << 20;
constexpr std::size_t piece_size = 64 << 10;
const Timespan connect_timeout(10, 0);
const Timespan send_timeout(60, 0);
const Timespan answer_timeout(60, 0);
const Timespan judging_timeout(900, 0);  // a submission is checked whole before the answer comes

bool is_this_machine(const std::string& host) {
  if (host == "localhost") return true;
  Poco::Net::IPAddress address;
  return Poco::Net::IPAddress::tryParse(host, address) && address.isLoopback();
}

bool is_header_value(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

std::unique_ptr<Poco::Net::HTTPClientSession> new_session(const Poco::URI& uri) {
  if (uri.getScheme() != "https")
    return std::make_unique<Poco::Net::HTTPClientSession>(uri.getHost(), uri.getPort());
  // The system's authorities, and the certificate must be for this host.
  Poco::Net::Context::Ptr context(new Poco::Net::Context(
      Poco::Net::Context::TLS_CLIENT_USE, "", Poco::Net::Context::VERIFY_STRICT, 9, true));
  return std::make_unique<Poco::Net::HTTPSClientSession>(uri.getHost(), uri.getPort(), context);
}

std::unique_ptr<Poco::Net::HTTPClientSession> session_to(const Poco::URI& uri) {
  auto session = new_session(uri);
  session->setTimeout(connect_timeout, send_timeout, answer_timeout);
  return session;
}

tl::unexpected<Error> gone(const std::string& server, const std::string& why) {
  return fail(Errc::unavailable, "server-unavailable",
              server + " does not answer: " + why + "; check the address and that the server runs");
}

Result<std::string> bounded_text(std::istream& body, const std::string& server) {
  std::string text;
  std::array<char, piece_size> piece;
  while (body.read(piece.data(), piece.size()), body.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(body.gcount()));
    if (text.size() > largest_answer)
      return fail(Errc::too_large, "answer-too-large",
                  server + " answered with more than " + std::to_string(largest_answer) + " bytes");
  }
  return text;
}

// What a marketplace sends us on to: its object store, which gets no token and has to give what
// the marketplace announced.
Result<Poco::URI> address_of_package(const Poco::URI& asked, const std::string& location) {
  Poco::URI address(asked, location);
  const bool secure = address.getScheme() == "https";
  if (secure || (address.getScheme() == "http" && asked.getScheme() == "http")) return address;
  return fail(Errc::unavailable, "redirect-refused",
              asked.getScheme() + "://" + asked.getAuthority() +
                  " wants to send us to an address that is not https; nothing was fetched");
}

}  // namespace

// One request and its answer. Exceptions of Poco end here.
struct MarketplaceClient::Connection::Exchange {
  Exchange(const Connection& connection, const std::string& method, const std::string& path,
           const Query& query)
      : server(connection.server_), uri(connection.server_ + path) {
    for (const auto& [name, value] : query)
      if (!value.empty()) uri.addQueryParameter(name, value);
    session = session_to(uri);
    request = std::make_unique<HTTPRequest>(method, uri.getPathAndQuery(), HTTPRequest::HTTP_1_1);
    request->set("User-Agent", "haat");
    request->set("Accept", "application/json, application/problem+json, application/zip");
    if (!connection.token_.empty()) request->set("Authorization", "Bearer " + connection.token_);
  }

  // A redirect could carry the token elsewhere; a marketplace has no need of one, but where another
  // gives its packages out.
  Result<std::istream*> receive(std::istream& body) {
    if (const int status = response.getStatus(); status >= 300 && status < 400)
      return fail(Errc::unavailable, "redirect-refused",
                  server + " wants to send us elsewhere (status " + std::to_string(status) +
                      "); give the final address with --server");
    return &body;
  }

  // The same of a package, which another may have: once.
  Result<std::istream*> receive_package() {
    std::istream& body = session->receiveResponse(response);
    if (response.getStatus() != HTTPResponse::HTTP_TEMPORARY_REDIRECT) {
      announced = response.get("Content-Digest", "");
      return receive(body);
    }
    announced = response.get("Repr-Digest", "");
    HAAT_TRY(uri, address_of_package(uri, response.get("Location", "")));
    session = session_to(uri);
    HTTPRequest elsewhere(HTTPRequest::HTTP_GET, uri.getPathAndQuery(), HTTPRequest::HTTP_1_1);
    elsewhere.set("User-Agent", "haat");
    session->sendRequest(elsewhere);
    response.clear();
    return receive(session->receiveResponse(response));
  }

  Result<Answer> answer() {
    HAAT_TRY(std::istream* const body, receive(session->receiveResponse(response)));
    HAAT_TRY(std::string text, bounded_text(*body, server));
    // Poco takes a connection that broke off for the end of the body.
    if (response.hasContentLength() && request->getMethod() != HTTPRequest::HTTP_HEAD &&
        text.size() != static_cast<std::uint64_t>(response.getContentLength64()))
      return gone(server, "the answer broke off");
    Answer answer{response.getStatus(), std::move(text)};
    for (const auto& [name, value] : response) answer.headers.emplace_back(name, value);
    return answer;
  }

  const std::string server;
  Poco::URI uri;
  std::unique_ptr<Poco::Net::HTTPClientSession> session;
  std::unique_ptr<HTTPRequest> request;
  HTTPResponse response;
  std::string announced;  // the digest of a package
};

namespace {

// Runs an exchange; whatever Poco throws becomes the one sentence about a server that is not there.
template <class Call>
auto guarded(const std::string& server, Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const Poco::Exception& problem) {
    return gone(server, problem.displayText());
  } catch (const std::exception& problem) {
    return gone(server, problem.what());
  }
}

// A write carries a key by which the server knows it again (Idempotency-Key): what broke off on the
// way is sent a second time, and done once. While the first is still under way, we come back.
template <class Call>
auto once(const std::string& server, Call call) -> decltype(call(std::string())) {
  using namespace std::chrono_literals;
  const std::string key = "\"" + random_hex(16) + "\"";
  auto answer = call(key);
  if (answer || answer.error().id != "server-unavailable") return answer;
  for (const auto pause : {300ms, 1000ms, 3000ms, 10000ms}) {
    std::this_thread::sleep_for(pause);
    answer = call(key);
    const bool busy =
        answer && answer->status == 409 && problem(server, *answer).id == "idempotency-key-busy";
    if (!busy) break;
  }
  return answer;
}

// The body of a 2xx, whatever it is.
Result<std::string> bytes_of_success(const std::string& server,
                                     Result<MarketplaceClient::Connection::Answer> answer) {
  if (!answer) return tl::unexpected<Error>(std::move(answer).error());
  if (answer->status >= 200 && answer->status < 300) return std::move(answer->body);
  return tl::unexpected<Error>(problem(server, *answer));
}

Result<std::string> body_of_success(const std::string& server,
                                    Result<MarketplaceClient::Connection::Answer> answer) {
  HAAT_TRY(std::string body, bytes_of_success(server, std::move(answer)));
  return told(server, std::move(body));
}

// What of a file is to be sent; of no file, nothing.
class FileRest {
 public:
  static Result<FileRest> open(const fs::path& path, std::uint64_t offset) {
    FileRest rest;
    if (path.empty()) return rest;
    std::error_code problem;
    rest.path_ = path;
    rest.at_ = offset;
    rest.end_ = fs::file_size(path, problem);
    rest.bytes_.open(path, std::ios::binary);
    rest.bytes_.seekg(static_cast<std::streamoff>(offset));
    if (problem || !rest.bytes_ || rest.end_ < offset)
      return fail(Errc::unavailable, "file-not-read", path.string() + " cannot be read");
    return rest;
  }

  std::uint64_t size() const { return end_ - at_; }

  Result<void> copy(std::ostream& out, const Progress& progress) {
    std::array<char, piece_size> piece;
    while (out && at_ < end_) {
      bytes_.read(piece.data(),
                  static_cast<std::streamsize>(std::min<std::uint64_t>(piece.size(), end_ - at_)));
      if (bytes_.gcount() == 0)
        return fail(Errc::unavailable, "file-changed",
                    path_.string() + " became shorter while it was being sent");
      out.write(piece.data(), bytes_.gcount());
      at_ += static_cast<std::uint64_t>(bytes_.gcount());
      if (progress) progress(at_, end_);
    }
    return {};
  }

 private:
  fs::path path_;
  std::ifstream bytes_;
  std::uint64_t at_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace

std::string content_digest(const Sha256& digest) {
  std::ostringstream text;
  Poco::Base64Encoder encoder(text);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(reinterpret_cast<const char*>(digest.data()),
                static_cast<std::streamsize>(digest.size()));
  encoder.close();
  return "sha-256=:" + text.str() + ":";
}

std::string path_part(const std::string& text) {
  std::string encoded;
  Poco::URI::encode(text, "/?#%:;&=+,@!$'()*[]\\", encoded);
  return encoded;
}

Result<std::unique_ptr<MarketplaceClient::Connection>> MarketplaceClient::Connection::open(
    const std::string& server, const std::string& token) {
  const auto refuse = [&](const std::string& why) {
    return fail(Errc::invalid_argument, "server-address-invalid",
                "\"" + server + "\" is no address of a marketplace: " + why);
  };
  Poco::URI uri;
  try {
    uri = Poco::URI(server);
  } catch (const Poco::Exception&) {
    return refuse("it should look like https://marketplace.example");
  }
  const bool secure = uri.getScheme() == "https";
  if ((!secure && uri.getScheme() != "http") || uri.getHost().empty() || !is_header_value(server))
    return refuse("it should look like https://marketplace.example");
  if (!uri.getUserInfo().empty() || !uri.getQuery().empty() || !uri.getFragment().empty())
    return refuse("only scheme, host, port and path may be in it");
  if (!is_header_value(token))
    return fail(Errc::invalid_argument, "token-invalid",
                "the token has characters that no token has; it looks like haat_ and 49 letters "
                "and digits");
  if (!token.empty() && !secure && !is_this_machine(uri.getHost()))
    return fail(Errc::invalid_argument, "server-not-secure",
                "the token would cross the network in the clear; use https instead of " + server);
  std::unique_ptr<Connection> connection(new Connection);
  connection->server_ = server.substr(0, server.find_last_not_of('/') + 1);
  connection->token_ = token;
  return connection;
}

Result<std::string> MarketplaceClient::Connection::get(const std::string& path,
                                                       const Query& query) {
  return body_of_success(server_, guarded(server_, [&]() -> Result<Answer> {
                           Exchange call(*this, HTTPRequest::HTTP_GET, path, query);
                           call.session->sendRequest(*call.request);
                           return call.answer();
                         }));
}

Result<std::string> MarketplaceClient::Connection::fetch(const std::string& path,
                                                         const std::string& accept) {
  return bytes_of_success(server_, guarded(server_, [&]() -> Result<Answer> {
                            Exchange call(*this, HTTPRequest::HTTP_GET, path, {});
                            if (!accept.empty()) call.request->set("Accept", accept);
                            call.session->sendRequest(*call.request);
                            return call.answer();
                          }));
}

Result<std::string> MarketplaceClient::Connection::post(const std::string& path,
                                                        const std::string& json) {
  const auto send = [&](const std::string& key) -> Result<Answer> {
    Exchange call(*this, HTTPRequest::HTTP_POST, path, {});
    call.session->setTimeout(connect_timeout, send_timeout, judging_timeout);
    call.request->set("Idempotency-Key", key);
    call.request->setContentType("application/json");
    call.request->setContentLength64(static_cast<Poco::Int64>(json.size()));
    call.session->sendRequest(*call.request) << json;
    return call.answer();
  };
  return body_of_success(server_, once(server_, [&](const std::string& key) {
                           return guarded(server_, [&] { return send(key); });
                         }));
}

Result<std::string> MarketplaceClient::Connection::remove(const std::string& path) {
  const auto send = [&](const std::string& key) -> Result<Answer> {
    Exchange call(*this, HTTPRequest::HTTP_DELETE, path, {});
    call.request->set("Idempotency-Key", key);
    call.session->sendRequest(*call.request);
    return call.answer();
  };
  return body_of_success(server_, once(server_, [&](const std::string& key) {
                           return guarded(server_, [&] { return send(key); });
                         }));
}

std::string MarketplaceClient::Connection::Answer::header(const std::string& name) const {
  for (const auto& [each, value] : headers)
    if (Poco::icompare(each, name) == 0) return value;
  return "";
}

// What makes something new is done once, however often it has to be sent.
Result<MarketplaceClient::Connection::Answer> MarketplaceClient::Connection::send(
    const Call& call) {
  const auto exchange_with = [&](const std::string& key) -> Result<Answer> {
    HAAT_TRY(FileRest rest, FileRest::open(call.file, call.offset));
    return guarded(server_, [&]() -> Result<Answer> {
      Exchange exchange(*this, call.method, call.path, call.query);
      exchange.session->setTimeout(connect_timeout, send_timeout, judging_timeout);
      if (!key.empty()) exchange.request->set("Idempotency-Key", key);
      for (const auto& [name, value] : call.headers) exchange.request->set(name, value);
      if (!call.type.empty()) exchange.request->setContentType(call.type);
      exchange.request->setContentLength64(
          static_cast<Poco::Int64>(call.text.size() + rest.size()));
      std::ostream& out = exchange.session->sendRequest(*exchange.request);
      out << call.text;
      HAAT_TRY_VOID(rest.copy(out, call.progress));
      // A server that refuses early stops reading; its reason is still worth having.
      return exchange.answer();
    });
  };
  return call.method == HTTPRequest::HTTP_POST ? once(server_, exchange_with) : exchange_with("");
}

Result<std::string> MarketplaceClient::Connection::success(const Call& call) {
  return bytes_of_success(server_, send(call));
}

Result<void> MarketplaceClient::Connection::download(const std::string& path, const fs::path& to,
                                                     const Progress& progress) {
  return guarded(server_, [&]() -> Result<void> {
    Exchange call(*this, HTTPRequest::HTTP_GET, path, {});
    call.session->sendRequest(*call.request);
    HAAT_TRY(std::istream* const body, call.receive_package());
    if (call.response.getStatus() != HTTPResponse::HTTP_OK) {
      HAAT_TRY(std::string text, bounded_text(*body, server_));
      return tl::unexpected<Error>(
          haat::problem(server_, {call.response.getStatus(), std::move(text)}));
    }
    if (!call.response.hasContentLength())
      return fail(Errc::unsupported, "answer-without-length",
                  server_ + " does not say how long the package is");
    HAAT_TRY(Download download, Download::create(to));
    const auto size = static_cast<std::uint64_t>(call.response.getContentLength64());
    std::array<char, piece_size> piece;
    std::uint64_t got = 0;
    while (body->read(piece.data(), piece.size()), body->gcount() > 0) {
      const auto count = static_cast<std::size_t>(body->gcount());
      HAAT_TRY_VOID(download.write({piece.data(), count}));
      got += count;
      if (progress) progress(got, size);
    }
    if (got != size)
      return gone(server_, "the package broke off after " + std::to_string(got) + " of " +
                               std::to_string(size) + " bytes");
    const std::string& announced = call.announced;
    if (announced != content_digest(download.digest()))
      return fail(
          Errc::corrupt, "download-digest-wrong",
          "the package that came from " + server_ +
              (announced.empty() ? " has no Content-Digest" : " is not the one that it announced") +
              "; nothing was written");
    return download.commit();
  });
}

}  // namespace haat
