#include "sdk/authoring/redirect_listener.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace haat {
namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr const char* page = "/signed-in";

// What is waited for, and what came.
struct Awaited {
  std::mutex lock;
  std::condition_variable came;
  std::string host;   // "127.0.0.1:49152": a site elsewhere may make its name point here
  std::string state;  // empty: nobody waits
  std::optional<BroughtBack> back;

  bool take(const std::map<std::string, std::string>& query) {
    const auto value = [&](const char* name) {
      const auto found = query.find(name);
      return found == query.end() ? std::string() : found->second;
    };
    const std::lock_guard guard(lock);
    if (state.empty() || value("state") != state) return false;
    state.clear();  // once
    back = BroughtBack{value("code"), value("error"), value("iss")};
    came.notify_all();
    return true;
  }
};

void answer(HTTPServerResponse& response, HTTPResponse::HTTPStatus status, const char* sentence) {
  response.setStatusAndReason(status);
  response.setContentType("text/plain; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Content-Type-Options", "nosniff");
  response.setKeepAlive(false);
  const std::string body = std::string(sentence) + "\n";
  response.sendBuffer(body.data(), body.size());
}

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(Awaited& awaited) : awaited_(awaited) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    try {
      const Poco::URI address(request.getURI());
      if (request.getHost() != awaited_.host || address.getPath() != page)
        return answer(response, HTTPResponse::HTTP_NOT_FOUND, "There is nothing here.");
      if (request.getMethod() != "GET")
        return answer(response, HTTPResponse::HTTP_METHOD_NOT_ALLOWED, "A browser comes by GET.");
      std::map<std::string, std::string> query;
      for (auto& [name, value] : address.getQueryParameters()) query.emplace(name, value);
      if (awaited_.take(query))
        return answer(response, HTTPResponse::HTTP_OK,
                      "You can close this window; haat goes on where you started it.");
      answer(response, HTTPResponse::HTTP_BAD_REQUEST,
             "This is not the sign-in that haat waits for.");
    } catch (const Poco::Exception&) {
      if (!response.sent())
        answer(response, HTTPResponse::HTTP_BAD_REQUEST, "This request cannot be read.");
    }
  }

 private:
  Awaited& awaited_;
};

class Handlers : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Handlers(Awaited& awaited) : awaited_(awaited) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
    return new Handler(awaited_);
  }

 private:
  Awaited& awaited_;
};

Poco::Net::HTTPServerParams::Ptr parameters() {
  Poco::Net::HTTPServerParams::Ptr chosen = new Poco::Net::HTTPServerParams;
  chosen->setMaxThreads(4);
  chosen->setMaxQueued(16);
  chosen->setTimeout(Poco::Timespan(5, 0));
  return chosen;
}

}  // namespace

struct RedirectListener::State {
  Awaited awaited;
  Poco::ThreadPool threads{1, 4};
  Poco::Net::ServerSocket socket{Poco::Net::SocketAddress("127.0.0.1", 0)};
  Poco::Net::HTTPServer server{new Handlers(awaited), threads, socket, parameters()};
};

RedirectListener::RedirectListener(std::unique_ptr<State> state) : state_(std::move(state)) {}

RedirectListener::~RedirectListener() {
  state_->server.stopAll(true);
}

Result<std::unique_ptr<RedirectListener>> RedirectListener::start() {
  try {
    auto state = std::make_unique<State>();
    state->awaited.host = state->socket.address().toString();
    state->server.start();
    return std::unique_ptr<RedirectListener>(new RedirectListener(std::move(state)));
  } catch (const Poco::Exception& problem) {
    return fail(Errc::unavailable, "port-unusable",
                "nothing can be waited for at 127.0.0.1: " + problem.displayText());
  }
}

std::string RedirectListener::address() const {
  return "http://" + state_->awaited.host + page;
}

Result<BroughtBack> RedirectListener::wait(const std::string& state,
                                           std::chrono::seconds patience) {
  Awaited& awaited = state_->awaited;
  std::unique_lock lock(awaited.lock);
  awaited.state = state;
  if (!awaited.came.wait_for(lock, patience, [&] { return awaited.back.has_value(); }))
    return fail(Errc::unavailable, "sign-in-late",
                "nobody signed in within " + std::to_string(patience.count() / 60) +
                    " minutes; begin again");
  return *awaited.back;
}

}  // namespace haat
