#include "marketplace-server/http/send.hpp"

#include <Poco/Exception.h>
#include <Poco/Timestamp.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

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

// What comes from here is data, never a page of ours: no browser may run, frame or guess it.
void add_security_headers(net::HTTPServerResponse& raw) {
  raw.set("X-Content-Type-Options", "nosniff");
  raw.set("X-Frame-Options", "DENY");
  raw.set("Referrer-Policy", "no-referrer");
  raw.set("Cross-Origin-Resource-Policy", "same-origin");
  raw.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (!raw.has("Cache-Control")) raw.set("Cache-Control", "no-store");
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
    if (sent <= 0) break;  // the client went away, or took nothing for too long
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

bool send(const Response& response, bool head_only, net::HTTPServerResponse& raw,
          net::StreamSocket& socket, const std::string& software) {
  if (!safe(response))
    return send(to_response(problem_of({Errc::internal, "internal", ""})), head_only, raw, socket,
                software);
  try {
    fill_head(response, raw, software);
    std::ostream& out = raw.send();
    const bool bodiless = head_only || has_no_body(response.status);
    if (!response.file && !bodiless)
      out.write(response.body.data(), static_cast<std::streamsize>(response.body.size()));
    out.flush();
    if (bodiless || !response.file) return out.good();
    socket.setNoDelay(true);
    return send_file(*response.file, socket.impl()->sockfd());
  } catch (const Poco::Exception&) {  // the client went away
    return false;
  }
}

}  // namespace haat::server
