#include "marketplace-server/http/server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <chrono>
#include <thread>

#include "marketplace-server/http/connection.hpp"

namespace haat::server {
namespace {

namespace net = Poco::Net;

// A thread serves a connection for as long as it lives, so there must be many, and idle connections
// must go where most of them are taken.
constexpr int max_threads = 256;
constexpr std::size_t many_connections = 128;
constexpr int max_queued = 512;
constexpr int silence_seconds = 30;  // of a client in the middle of a message

class Factory final : public net::TCPServerConnectionFactory {
 public:
  explicit Factory(ConnectionContext context) : context_(std::move(context)) {}
  net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
    return make_connection(socket, context_);
  }

 private:
  ConnectionContext context_;
};

net::HTTPServerParams::Ptr parameters(const std::string& software) {
  net::HTTPServerParams::Ptr params = new net::HTTPServerParams;
  params->setMaxThreads(max_threads);
  params->setMaxQueued(max_queued);
  params->setKeepAlive(true);
  params->setTimeout(Poco::Timespan(silence_seconds, 0));
  params->setSoftwareVersion(software);
  return params;
}

Result<net::SocketAddress> parse_address(const std::string& address) {
  try {
    return net::SocketAddress(address);
  } catch (const Poco::Exception&) {
    return fail(Errc::invalid_argument, "address-invalid",
                "\"" + address + "\" is not an address to listen on; write HOST:PORT");
  }
}

Result<net::ServerSocket> open_socket(const std::string& address) {
  HAAT_TRY(const net::SocketAddress parsed, parse_address(address));
  try {
    net::ServerSocket socket;
    // Not SO_REUSEPORT, which the form with one flag sets as well: two servers would share the port
    // unnoticed.
    socket.bind(parsed, true, false);
    socket.listen(max_queued);
    return socket;
  } catch (const Poco::Exception& exception) {
    if (exception.code() == EADDRINUSE)
      return fail(Errc::unavailable, "address-in-use",
                  "another program listens on " + address + " already; choose another port");
    return fail(Errc::unavailable, "address-unusable",
                "cannot listen on " + address + ": " + exception.displayText());
  }
}

}  // namespace

Result<void> judge_address(const std::string& address) {
  HAAT_TRY_VOID(parse_address(address));
  return {};
}

struct HttpServer::State {
  std::atomic<bool> stopping{false};
  std::chrono::seconds drain{0};
  OpenConnections open{many_connections};
  // Threads are started as they are needed.
  Poco::ThreadPool threads{2, max_threads};
  net::ServerSocket socket;
  std::unique_ptr<net::TCPServer> server;
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
  stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(Options options, Dispatcher& dispatcher) {
  auto state = std::make_unique<State>();
  state->drain = options.drain;
  HAAT_TRY(state->socket, open_socket(options.address));
  const auto params = parameters(options.software);
  ConnectionContext context{dispatcher, params, options.done, state->stopping, state->open};
  state->server = std::make_unique<net::TCPServer>(new Factory(std::move(context)), state->threads,
                                                   state->socket, params);
  state->server->start();
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

std::string HttpServer::url() const {
  return "http://" + state_->socket.address().toString();
}

int HttpServer::open_connections() const {
  return state_->server->currentConnections();
}

void HttpServer::stop() {
  using namespace std::chrono_literals;
  if (state_->stopping.exchange(true)) return;
  state_->server->stop();
  state_->open.cut_idle();
  const auto deadline = std::chrono::steady_clock::now() + state_->drain;
  // What is waited for after the cut is our own work: the threads use what goes away next.
  while (state_->server->currentConnections() > 0) {
    if (std::chrono::steady_clock::now() >= deadline) state_->open.cut_all();
    std::this_thread::sleep_for(10ms);
  }
}

}  // namespace haat::server
