#include "tests/api/client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include "core/json/json.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {

namespace net = Poco::Net;

namespace {

int whole_answers(const std::string& got) {
  const std::string field = "Content-Length: ";
  int answers = 0;
  std::size_t at = 0;
  for (std::size_t end; (end = got.find("\r\n\r\n", at)) != std::string::npos; ++answers) {
    const auto length = got.find(field, at);
    at = end + 4 + (length < end ? std::stoul(got.substr(length + field.size())) : 0);
    if (at > got.size()) break;
  }
  return answers;
}

}  // namespace

std::string Answer::problem() const {
  if (header("Content-Type") != "application/problem+json") return "";
  const std::string type = Json::parse(body).at("type").get<std::string>();
  return type.substr(type.rfind('/') + 1);
}

Answer ask(unsigned short port, const Call& call) {
  net::HTTPClientSession session("127.0.0.1", port);
  session.setTimeout(Poco::Timespan(60, 0));
  net::HTTPRequest request(call.method, call.target, net::HTTPMessage::HTTP_1_1);
  if (!call.token.empty()) request.set("Authorization", "Bearer " + call.token);
  if (!call.type.empty()) request.setContentType(call.type);
  for (const auto& [name, value] : call.headers) request.set(name, value);
  if (!request.hasContentLength() && (call.method != "GET" && call.method != "HEAD"))
    request.setContentLength64(static_cast<Poco::Int64>(call.body.size()));
  session.sendRequest(request) << call.body;
  net::HTTPResponse response;
  std::istream& in = session.receiveResponse(response);
  Answer answer;
  answer.status = response.getStatus();
  for (const auto& [name, value] : response) answer.headers.emplace(name, value);
  Poco::StreamCopier::copyToString(in, answer.body);
  return answer;
}

Call get(const std::string& target, std::map<std::string, std::string> headers,
         const std::string& token) {
  return {.target = target, .token = token, .body = {}, .type = {}, .headers = std::move(headers)};
}

Call upload(const std::string& token, std::string zip) {
  Call call{"POST", "/api/v1/submissions", token, std::move(zip), "application/zip", {}};
  call.headers["Content-Digest"] = server::content_digest(sha256(call.body));
  call.headers["Prefer"] = "wait=60";
  return call;
}

Call post_json(const std::string& target, const std::string& token, std::string json) {
  return {"POST", target, token, std::move(json), "application/json", {{"Prefer", "wait=60"}}};
}

std::string send_raw(unsigned short port, const std::string& bytes, Then then, int answers) {
  net::StreamSocket socket(net::SocketAddress("127.0.0.1", port));
  socket.setReceiveTimeout(Poco::Timespan(1, 0));
  socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
  if (then == Then::close_sending) socket.shutdownSend();
  const auto end = std::chrono::steady_clock::now() + patience;
  std::string got;
  char buffer[8192];
  for (;;) try {
      const int n = socket.receiveBytes(buffer, sizeof buffer);
      if (n <= 0) return got;
      got.append(buffer, static_cast<std::size_t>(n));
    } catch (const Poco::TimeoutException&) {
      if (whole_answers(got) >= answers || std::chrono::steady_clock::now() > end) return got;
    } catch (const Poco::Exception&) {  // a reset: that was all
      return got;
    }
}

}  // namespace haat::test
