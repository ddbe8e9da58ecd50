#include "sdk/authoring/preview/preview_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/String.h>
#include <Poco/ThreadPool.h>
#include <Poco/URI.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <span>
#include <vector>

#include "core/embedded.hpp"
#include "sdk/authoring/preview/byte_range.hpp"
#include "sdk/authoring/preview/content_type.hpp"

namespace haat {

std::span<const EmbeddedFile> preview_files();
std::span<const EmbeddedFile> run_time_files();

namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::string_view cmi5_prefix = "/cmi5/";

// The player loads nothing but its own files; the course in its frame may do whatever a course may.
constexpr const char* player_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void refuse(HTTPServerResponse& response, HTTPResponse::HTTPStatus status,
            const std::string& sentence) {
  response.setStatusAndReason(status);
  response.setContentType("text/plain; charset=utf-8");
  const std::string body = sentence + "\n";
  response.sendBuffer(body.data(), body.size());
}

// A site elsewhere may make its name point at this machine and then read what is served here: its
// name is in Host.
bool is_this_machine(const HTTPServerRequest& request) {
  const std::string host = request.getHost();
  const std::string name = host.substr(0, host.rfind(':'));
  const auto same = std::ranges::count_if(
      request, [](const auto& field) { return Poco::icompare(field.first, "Host") == 0; });
  return same == 1 && (name == "127.0.0.1" || name == "localhost");
}

// A body that nobody reads would be taken for the next request on its connection, with a Host of
// its author's choice.
bool has_body(const HTTPServerRequest& request) {
  return request.has("Content-Length") || request.has("Transfer-Encoding");
}

// Below /cmi5/. Some units put a slash of their own behind the endpoint's.
std::string resource_of(std::string path) {
  path.erase(0, cmi5_prefix.size());
  if (const auto twice = path.find("//"); twice != std::string::npos) path.erase(twice, 1);
  return path;
}

class Answer : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Answer(const PreviewSite& site) : site_(site) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Cache-Control", "no-store");
    if (has_body(request)) response.setKeepAlive(false);
    try {
      answer(request, response);
    } catch (const Poco::Exception&) {
      // The browser went away, or sent no address.
      if (!response.sent())
        refuse(response, HTTPResponse::HTTP_BAD_REQUEST, "This request cannot be read.");
    }
  }

 private:
  void answer(HTTPServerRequest& request, HTTPServerResponse& response) {
    if (!is_this_machine(request))
      return refuse(response, HTTPResponse::HTTP_MISDIRECTED_REQUEST,
                    "The preview answers only to 127.0.0.1 and localhost.");
    // It would outlive this preview and answer for the next course at this address.
    if (request.has("Service-Worker"))
      return refuse(response, HTTPResponse::HTTP_FORBIDDEN,
                    "A course in the preview cannot install a service worker.");
    const Poco::URI address(request.getURI());
    const std::string path = address.getPath();
    if (site_.platform && path.starts_with(cmi5_prefix))
      return ask_platform(address, request, response);
    if (request.getMethod() != "GET" && request.getMethod() != "HEAD") {
      response.set("Allow", "GET, HEAD");
      return refuse(response, HTTPResponse::HTTP_METHOD_NOT_ALLOWED,
                    "The preview can only be read.");
    }
    constexpr std::string_view course = "/course/";
    if (path.starts_with(course))
      return send_course_file(path.substr(course.size()), request, response);
    send_player_file(
        path == "/" ? "index.html" : path.substr(std::min<std::size_t>(1, path.size())), response);
  }

  // What a page of another site makes a browser send has that site's name in Origin.
  void ask_platform(const Poco::URI& address, HTTPServerRequest& request,
                    HTTPServerResponse& response) {
    const std::string origin = "http://" + request.getHost();
    if (request.has("Origin") && request.get("Origin") != origin)
      return refuse(response, HTTPResponse::HTTP_FORBIDDEN,
                    "The preview's platform answers only to the preview itself.");
    Cmi5Platform::Request asked;
    asked.method = request.getMethod();
    asked.resource = resource_of(address.getPath());
    if (asked.resource == "returned") return send_returned(response);
    for (auto& [name, value] : address.getQueryParameters()) asked.query[name] = value;
    asked.origin = origin;
    asked.authorization = request.get("Authorization", "");
    asked.version = request.get("X-Experience-API-Version", "");
    asked.if_match = request.get("If-Match", "");
    asked.if_none_match = request.get("If-None-Match", "");
    if (has_body(request)) {
      asked.body.resize(cmi5_body_size + 1);
      request.stream().read(asked.body.data(), static_cast<std::streamsize>(asked.body.size()));
      asked.body.resize(static_cast<std::size_t>(request.stream().gcount()));
    }
    if (asked.body.size() > cmi5_body_size)
      return refuse(response, HTTPResponse::HTTP_REQUEST_ENTITY_TOO_LARGE,
                    "The preview takes bodies of 1 MiB at most.");
    const auto answer = site_.platform->answer(asked);
    response.setStatusAndReason(static_cast<HTTPResponse::HTTPStatus>(answer.status));
    response.set("X-Experience-API-Version", "1.0.3");
    if (!answer.etag.empty()) response.set("ETag", answer.etag);
    if (!answer.body.empty()) response.setContentType("application/json");
    response.sendBuffer(answer.body.data(), answer.body.size());
  }

  // Where a unit goes when it has ended (10.2.6); it stays in the frame.
  static void send_returned(HTTPServerResponse& response) {
    response.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'");
    response.setContentType("text/html; charset=utf-8");
    constexpr std::string_view page = "<!doctype html><html lang=\"en\"><title>Ended</title>";
    response.sendBuffer(page.data(), page.size());
  }

  void send_player_file(const std::string& path, HTTPServerResponse& response) {
    response.set("Content-Security-Policy", player_policy);
    response.set("Referrer-Policy", "no-referrer");
    if (const auto made = site_.outline.find(path); made != site_.outline.end())
      return send(response, path, made->second);
    for (const auto& files : {preview_files(), run_time_files()})
      if (const auto* file = find_embedded(files, path)) return send(response, path, file->bytes);
    refuse(response, HTTPResponse::HTTP_NOT_FOUND, "There is no such page.");
  }

  static void send(HTTPServerResponse& response, const std::string& path, std::string_view bytes) {
    response.setContentType(std::string(content_type(path)) + "; charset=utf-8");
    response.sendBuffer(bytes.data(), bytes.size());
  }

  // Only what the package lists exists, under exactly its name: no path can lead anywhere else.
  void send_course_file(const std::string& path, HTTPServerRequest& request,
                        HTTPServerResponse& response) {
    const auto entry = site_.course_files.find(path);
    if (entry == site_.course_files.end())
      return refuse(response, HTTPResponse::HTTP_NOT_FOUND, "The package has no such file.");
    const auto size = entry->second;
    ByteRange range = parse_byte_range(request.get("Range", ""), size);
    response.set("Accept-Ranges", "bytes");
    if (range.kind == ByteRange::Kind::unsatisfiable) {
      response.set("Content-Range", "bytes */" + std::to_string(size));
      return refuse(response, HTTPResponse::HTTP_REQUESTED_RANGE_NOT_SATISFIABLE,
                    "The file is shorter than that.");
    }
    if (range.kind == ByteRange::Kind::part) {
      response.setStatusAndReason(HTTPResponse::HTTP_PARTIAL_CONTENT);
      response.set("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                        std::to_string(range.last) + "/" + std::to_string(size));
    } else {
      range.last = size - 1;
    }
    response.setContentType(std::string(content_type(path)));
    stream(site_.folder / entry->first, range.first, size == 0 ? 0 : range.last + 1 - range.first,
           response);
  }

  static void stream(const std::filesystem::path& file, std::uint64_t first, std::uint64_t count,
                     HTTPServerResponse& response) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(first));
    if (!in)
      return refuse(response, HTTPResponse::HTTP_NOT_FOUND, "The file is not there any more.");
    response.setContentLength64(static_cast<Poco::Int64>(count));
    std::ostream& out = response.send();
    std::vector<char> piece(std::size_t{64} << 10);
    while (count > 0 && in && out) {
      in.read(piece.data(),
              static_cast<std::streamsize>(std::min<std::uint64_t>(piece.size(), count)));
      out.write(piece.data(), in.gcount());
      count -= static_cast<std::uint64_t>(in.gcount());
    }
  }

  const PreviewSite& site_;
};

class Answers : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Answers(const PreviewSite& site) : site_(site) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
    return new Answer(site_);
  }

 private:
  const PreviewSite& site_;
};

// One browser opens six connections; idle ones must not keep the others waiting.
Poco::Net::HTTPServerParams::Ptr parameters() {
  Poco::Net::HTTPServerParams::Ptr settings = new Poco::Net::HTTPServerParams;
  settings->setMaxThreads(32);
  settings->setMaxQueued(128);
  settings->setKeepAliveTimeout(Poco::Timespan(1, 0));
  settings->setTimeout(Poco::Timespan(30, 0));
  return settings;
}

}  // namespace

struct PreviewServer::State {
  explicit State(PreviewSite served) : site(std::move(served)) {}

  PreviewSite site;
  Poco::ThreadPool threads{2, 34};
  std::unique_ptr<Poco::Net::HTTPServer> server;
};

Result<std::unique_ptr<PreviewServer>> PreviewServer::start(PreviewSite site, std::uint16_t port) {
  auto state = std::make_unique<State>(std::move(site));
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress("127.0.0.1", port), true, false);
    socket.listen(64);
    state->server = std::make_unique<Poco::Net::HTTPServer>(new Answers(state->site),
                                                            state->threads, socket, parameters());
    state->server->start();
  } catch (const Poco::Exception& problem) {
    return fail(Errc::unavailable, "port-in-use",
                "port " + std::to_string(port) + " of this machine cannot be used (" +
                    problem.displayText() +
                    "): another preview may have it; choose one with --port, or --port 0 for any "
                    "that is free");
  }
  return std::unique_ptr<PreviewServer>(new PreviewServer(std::move(state)));
}

PreviewServer::PreviewServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

PreviewServer::~PreviewServer() {
  try {
    state_->server->stopAll(true);
    state_->threads.joinAll();
  } catch (const Poco::Exception&) {
    // It ends with the program all the same.
  }
}

std::uint16_t PreviewServer::port() const {
  return state_->server->port();
}

}  // namespace haat
