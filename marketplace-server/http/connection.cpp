#include "marketplace-server/http/connection.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponseImpl.h>
#include <Poco/Net/HTTPServerSession.h>
#include <Poco/Net/NetException.h>
#include <poll.h>

#include <cerrno>
#include <chrono>

#include "marketplace-server/http/request_id.hpp"
#include "marketplace-server/http/send.hpp"

namespace haat::server {
namespace {

namespace net = Poco::Net;
using SteadyClock = std::chrono::steady_clock;

// An unread body up to this size is read and thrown away, so that the connection can serve on.
constexpr std::uint64_t drain_limit = 256 * 1024;

Head head_of(const net::HTTPServerRequest& request) {
  Head head{request.getMethod(),
            request.getURI(),
            request.getVersion(),
            {},
            request.clientAddress().host().toString()};
  for (const auto& [name, value] : request) head.headers.add(name, value);
  return head;
}

// The body of one request, with the count that tells whether all of it came.
class Upload {
 public:
  Upload(net::HTTPServerRequestImpl& request, net::HTTPServerResponseImpl& response,
         OpenConnections::Place& place, std::uint64_t size)
      : request_(request), response_(response), place_(place), size_(size) {
    if (size_ == 0)
      place_.expect_nothing();
    else
      place_.expect_transfer(size_);
  }

  std::uint64_t unread() const { return size_ - read_; }
  std::uint64_t read_so_far() const { return read_; }

  Result<std::size_t> read(char* buffer, std::size_t capacity) {
    if (unread() == 0) return 0;
    if (read_ == 0 && request_.getExpectContinue()) response_.sendContinue();
    request_.stream().read(
        buffer, static_cast<std::streamsize>(std::min<std::uint64_t>(capacity, unread())));
    const auto got = static_cast<std::size_t>(request_.stream().gcount());
    read_ += got;
    if (unread() == 0) place_.expect_nothing();
    if (got == 0)
      return fail(Errc::invalid_argument, "upload-truncated",
                  "the client announced " + std::to_string(size_) + " bytes and sent " +
                      std::to_string(read_));
    return got;
  }

  // A client that still waits for "100 Continue" has sent nothing, and will not.
  bool drain() {
    if (unread() == 0) return true;
    if (unread() > drain_limit || (read_ == 0 && request_.getExpectContinue())) return false;
    char buffer[8192];
    while (unread() > 0)
      if (!read(buffer, sizeof buffer)) return false;
    return true;
  }

 private:
  net::HTTPServerRequestImpl& request_;
  net::HTTPServerResponseImpl& response_;
  OpenConnections::Place& place_;
  std::uint64_t size_;
  std::uint64_t read_ = 0;
};

class Session final : public net::HTTPServerSession {
 public:
  using net::HTTPServerSession::HTTPServerSession;

  int descriptor() { return socket().impl()->sockfd(); }

  // Whoever has hung up, or says no more, waits for nothing.
  bool is_awaited() {
    pollfd client{descriptor(), POLLRDHUP, 0};
    return ::poll(&client, 1, 0) == 0;
  }

  // As hasMoreRequests(), for which Poco makes an epoll and closes it each time. For how long is
  // said by the connection's place: who is late is cut off, and comes out of here.
  void await_request() {
    if (buffered() > 0) return;
    pollfd waiting{descriptor(), POLLIN, 0};
    while (::poll(&waiting, 1, -1) < 0 && errno == EINTR) {
    }
  }
};

class Connection final : public net::TCPServerConnection {
 public:
  Connection(const net::StreamSocket& socket, const ConnectionContext& context)
      : net::TCPServerConnection(socket), context_(context) {}

  void run() override {
    Session session(socket(), params_);
    OpenConnections::Place place(context_.open, session.descriptor());
    try {
      socket().setNoDelay(true);
      while (!context_.stopping) {
        session.await_request();
        place.expect_head();
        if (!serve(session, place)) break;
        place.expect_next_request();
      }
    } catch (const net::NoMessageException&) {  // the client closed; nothing was under way
    } catch (const Poco::Exception&) {  // a head that cannot be read, or a connection that broke
      refuse_head(session);
    }
  }

 private:
  // Whether the connection may serve another request.
  bool serve(Session& session, OpenConnections::Place& place) {
    const auto start = SteadyClock::now();
    net::HTTPServerResponseImpl raw(session);
    net::HTTPServerRequestImpl request(raw, session, params_.get());
    raw.setVersion(net::HTTPMessage::HTTP_1_1);
    Admission admission = context_.dispatcher.admit(head_of(request));

    Upload upload(request, raw, place, admission.request.body.size);
    admission.request.body.read = [&](char* buffer, std::size_t capacity) {
      return upload.read(buffer, capacity);
    };
    admission.request.wanted = [&] { return session.is_awaited(); };
    Response response = context_.dispatcher.answer(admission);
    // A head that was refused may have hidden a body from us: what comes next on this connection
    // cannot be trusted.
    const bool trusted =
        admission.route != nullptr || response.status == 404 || response.status == 405;
    const bool keep = trusted && upload.drain() && request.getKeepAlive() && !context_.stopping;
    raw.setKeepAlive(keep);
    session.setKeepAlive(keep);
    place.expect_transfer(response.file ? response.file->length : response.body.size());
    const bool sent = send(response, request.getMethod() == "HEAD", raw, session.descriptor(),
                           params_->getSoftwareVersion());
    tell(admission, response, upload, sent, start);
    if (!keep) linger(session);
    return keep && sent;
  }

  void refuse_head(Session& session) {
    Exchange exchange;
    exchange.id = new_request_id();
    exchange.status = 400;
    try {
      exchange.client = session.clientAddress().host().toString();
      net::HTTPServerResponseImpl raw(session);
      raw.setVersion(net::HTTPMessage::HTTP_1_1);
      raw.setKeepAlive(false);
      Problem problem;
      problem.status = exchange.status;
      problem.id = "request-invalid";
      problem.detail = "the request's head cannot be read";
      problem.headers.add(request_id_field, exchange.id);
      send(to_response(problem), false, raw, session.descriptor(), params_->getSoftwareVersion());
      context_.done(exchange);
      linger(session);
    } catch (const Poco::Exception&) {  // nobody is there to be told
    }
  }

  // Closing with unread bytes makes the system reset the connection, which can take our answer with
  // it.
  static void linger(net::HTTPServerSession& session) {
    try {
      session.socket().shutdownSend();
      session.socket().setReceiveTimeout(Poco::Timespan(1, 0));
      const auto deadline = SteadyClock::now() + std::chrono::seconds(2);
      char buffer[8192];
      while (SteadyClock::now() < deadline &&
             session.socket().receiveBytes(buffer, sizeof buffer) > 0) {
      }
    } catch (const Poco::Exception&) {  // gone, or silent: both end it
    }
  }

  void tell(const Admission& admission, const Response& response, const Upload& upload, bool sent,
            SteadyClock::time_point start) const {
    constexpr int client_went_away = 499;  // as nginx calls it
    const Request& request = admission.request;
    context_.done(
        {.id = request.id,
         .client = request.client,
         .actor = request.caller ? request.caller->name : "",
         .method = request.method,
         .path = request.path,
         .route = admission.route,
         .status = sent ? response.status : client_went_away,
         .taken = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start),
         .received = upload.read_so_far(),
         .sent = response.file ? response.file->length : response.body.size()});
  }

  const ConnectionContext& context_;
  net::HTTPServerParams::Ptr params_ = context_.params;
};

}  // namespace

net::TCPServerConnection* make_connection(const net::StreamSocket& socket,
                                          const ConnectionContext& context) {
  return new Connection(socket, context);
}

}  // namespace haat::server
