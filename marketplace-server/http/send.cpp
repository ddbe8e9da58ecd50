#include "marketplace-server/http/send.hpp"

#include <Poco/Timestamp.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sstream>

#include "marketplace-server/http/problem.hpp"

namespace haat::server {
namespace {

namespace net = Poco::Net;

bool safe(const Response& response) {
  return !has_control_character(response.content_type) &&
         std::all_of(response.headers.all().begin(), response.headers.all().end(),
                     [](const Header& field) {
                       return is_token(field.name) && !has_control_character(field.value);
                     });
}

// What comes from here is data, unless an endpoint says that it is a page of ours: no browser may
// run, frame or guess it.
void add_security_headers(net::HTTPServerResponse& raw) {
  raw.set("X-Content-Type-Options", "nosniff");
  raw.set("X-Frame-Options", "DENY");
  raw.set("Referrer-Policy", "no-referrer");
  raw.set("Cross-Origin-Resource-Policy", "same-origin");
  if (!raw.has("Content-Security-Policy"))
    raw.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (!raw.has("Cache-Control")) raw.set("Cache-Control", "no-store");
}

iovec stretch(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size()};  // it is only read
}

// Both at once, where the system takes so much: a stream of Poco's would cut them in small pieces.
bool send_bytes(std::string_view head, std::string_view body, int socket, int flags) {
  while (!head.empty() || !body.empty()) {
    std::array<iovec, 2> parts{stretch(head), stretch(body)};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const ssize_t sent = ::sendmsg(socket, &message, flags | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;  // the client went away, or took nothing for too long
    const auto of_head = std::min(static_cast<std::size_t>(sent), head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(static_cast<std::size_t>(sent) - of_head);
  }
  return true;
}

bool send_file(const FileBody& file, int socket) {
  const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  auto offset = static_cast<off_t>(file.offset);
  std::uint64_t left = file.length;
  while (left > 0) {
    const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(left, 1u << 20));
    const ssize_t sent = ::sendfile(socket, descriptor, &offset, piece);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) break;
    left -= static_cast<std::uint64_t>(sent);
  }
  ::close(descriptor);
  return left == 0;
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

void fill_head(const Response& response, net::HTTPServerResponse& raw,
               const std::string& software) {
  raw.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(response.status));
  raw.setDate(Poco::Timestamp());
  if (!software.empty()) raw.set("Server", software);
  for (const Header& field : response.headers.all()) raw.add(field.name, field.value);
  add_security_headers(raw);
  if (has_no_body(response.status)) return;
  raw.setContentType(response.content_type);
  raw.setContentLength64(
      static_cast<Poco::Int64>(response.file ? response.file->length : response.body.size()));
}

}  // namespace

bool send(const Response& response, bool head_only, net::HTTPServerResponse& raw, int socket,
          const std::string& software) {
  if (!safe(response))
    return send(to_response(problem_of({Errc::internal, "internal", ""})), head_only, raw, socket,
                software);
  fill_head(response, raw, software);
  std::ostringstream head;
  raw.write(head);
  const bool bodiless = head_only || has_no_body(response.status);
  if (!bodiless && response.file)
    return send_bytes(head.str(), {}, socket, MSG_MORE) && send_file(*response.file, socket);
  return send_bytes(head.str(), bodiless ? std::string_view() : response.body, socket, 0);
}

}  // namespace haat::server
