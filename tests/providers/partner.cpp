#include "tests/providers/partner.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <zlib.h>

#include <cstdlib>
#include <stdexcept>

namespace haat::test {

using Poco::Net::StreamSocket;

namespace {

const Poco::Net::SocketAddress any_port("127.0.0.1", 0);

// `again`: the same so many times more, without an end.
std::string gzip(const std::string& bytes, int again = 0) {
  z_stream stream{};
  if (::deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("no gzip");
  const auto pack = [&](int flush) {
    std::string packed(::deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ::deflate(&stream, flush);
    packed.resize(packed.size() - stream.avail_out);
    return packed;
  };
  std::string all = pack(again > 0 ? Z_FULL_FLUSH : Z_FINISH);
  const std::string more = again > 0 ? pack(Z_FULL_FLUSH) : "";
  for (int i = 0; i < again; ++i) all += more;
  ::deflateEnd(&stream);
  return all;
}

void say(StreamSocket& socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();)
    sent += static_cast<std::size_t>(
        socket.sendBytes(bytes.data() + sent, static_cast<int>(bytes.size() - sent)));
}

void page(StreamSocket& socket, const std::string& status, const std::string& body,
          const std::string& headers = "") {
  say(socket, "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                  "\r\nConnection: close\r\nX-Partner: yes\r\n" + headers + "\r\n" + body);
}

}  // namespace

Partner::Partner() : Partner(std::make_unique<Poco::Net::ServerSocket>(any_port), "http") {}

Partner::Partner(const std::filesystem::path& key, const std::filesystem::path& certificate)
    : Partner(std::make_unique<Poco::Net::SecureServerSocket>(
                  any_port, 8,
                  Poco::Net::Context::Ptr(new Poco::Net::Context(
                      Poco::Net::Context::TLS_SERVER_USE, key.string(), certificate.string(), "",
                      Poco::Net::Context::VERIFY_NONE))),
              "https") {}

Partner::Partner(std::unique_ptr<Poco::Net::ServerSocket> socket, std::string scheme)
    : scheme_(std::move(scheme)), socket_(std::move(socket)), thread_([this] { accept(); }) {}

Partner::~Partner() {
  stopping_ = true;
  thread_.join();
  for (std::thread& client : clients_) client.join();
}

std::string Partner::host(const std::string& name) const {
  return name + ":" + std::to_string(socket_->address().port());
}

std::string Partner::url(const std::string& path, const std::string& name) const {
  return scheme_ + "://" + host(name) + path;
}

void Partner::accept() {
  while (!stopping_) {
    if (!socket_->poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
    clients_.emplace_back([this, client = socket_->acceptConnection()] { serve(client); });
  }
}

void Partner::serve(StreamSocket socket) {
  try {
    socket.setReceiveTimeout(Poco::Timespan(5, 0));
    std::string request;
    char bytes[4096];
    for (std::size_t end = std::string::npos; end == std::string::npos;) {
      const int got = socket.receiveBytes(bytes, sizeof bytes);
      if (got <= 0) return;
      request.append(bytes, static_cast<std::size_t>(got));
      end = request.find("\r\n\r\n");
    }
    const std::size_t head = request.find("\r\n\r\n") + 4;
    const std::size_t length = request.find("Content-Length: ");
    const std::size_t size =
        length < head ? std::strtoul(request.c_str() + length + 16, nullptr, 10) : 0;
    while (request.size() < head + size) {
      const int got = socket.receiveBytes(bytes, sizeof bytes);
      if (got <= 0) return;
      request.append(bytes, static_cast<std::size_t>(got));
    }
    ++requests_;
    answer(socket, request.substr(0, head), request.substr(head));
  } catch (const Poco::Exception&) {
    // Whoever asked has had enough, which many of these pages are for.
  }
}

void Partner::answer(StreamSocket& socket, const std::string& head, const std::string& body) {
  const std::size_t from = head.find(' ') + 1;
  const std::string target = head.substr(from, head.find(' ', from) - from);
  const std::string path = target.substr(0, target.find('?'));
  const std::string query = target.size() > path.size() ? target.substr(path.size() + 1) : "";
  const auto pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
  if (path == "/hello") return page(socket, "200 OK", "hello");
  if (path == "/echo") return page(socket, "200 OK", head + body);
  if (path == "/missing") return page(socket, "404 Not Found", "no such page");
  if (path == "/busy")
    return page(socket, "429 Too Many Requests", "", "Retry-After: " + query + "\r\n");
  if (path == "/to") return page(socket, "302 Found", "", "Location: " + query + "\r\n");
  if (path == "/keep-to")
    return page(socket, "307 Temporary Redirect", "", "Location: " + query + "\r\n");
  if (path == "/gzip")
    return page(socket, "200 OK", gzip("unpacked"), "Content-Encoding: gzip\r\n");
  if (path == "/bomb")
    return page(socket, "200 OK", gzip(std::string(1u << 20, '\0'), 1000),
                "Content-Encoding: gzip\r\n");
  if (path == "/no-gzip")
    return page(socket, "200 OK", "this is no gzip", "Content-Encoding: gzip\r\n");
  if (path == "/package") return page(socket, "200 OK", std::string(5'000'000, 'p'));
  if (path == "/large-announced") return page(socket, "200 OK", std::string(3u << 20, 'x'));
  if (path == "/large") {
    say(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    return say(socket, std::string(30u << 20, 'x'));
  }
  if (path == "/half")
    return say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.");
  if (path == "/half-a-head") return say(socket, "HTTP/1.1 200 OK\r\nContent-Le");
  if (path == "/garbage") return say(socket, std::string("\0\xff\xfe{not http}\r\n\r\n", 18));
  if (path == "/header-bomb") {
    say(socket, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; !stopping_; ++i)
      say(socket, "X-" + std::to_string(i) + ": " + std::string(5000, 'x') + "\r\n");
  }
  if (path == "/endless-header") {
    say(socket, "HTTP/1.1 200 OK\r\nX: ");
    while (!stopping_) say(socket, std::string(10'000, 'x'));
  }
  if (path == "/continue-bomb")
    while (!stopping_) say(socket, "HTTP/1.1 100 Continue\r\nX-Y: z\r\n\r\n");
  if (path == "/many-headers") {
    std::string headers;
    for (int i = 0; i < 150; ++i) headers += "X-" + std::to_string(i) + ": x\r\n";
    return page(socket, "200 OK", "", headers);
  }
  if (path == "/latin-header")
    return say(socket,
               "HTTP/1.1 200 OK\r\nX-Partner: caf\xe9\x1b[31m\r\nContent-Length: 0\r\n\r\n");
  if (path == "/drip") {
    say(socket, "HTTP/1.1 200 OK\r\n\r\n");
    for (; !stopping_; pause()) say(socket, "x");
  }
  if (path == "/drip-head")
    for (; !stopping_; pause()) say(socket, "H");
  if (path == "/silent")
    while (!stopping_ && !socket.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) {
    }
}

std::filesystem::path make_certificate(const std::filesystem::path& folder) {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
      "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout '" +
      (folder / "key.pem").string() + "' -out '" + (folder / "certificate.pem").string() +
      "' >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl makes no certificate");
  return folder / "certificate.pem";
}

}  // namespace haat::test
