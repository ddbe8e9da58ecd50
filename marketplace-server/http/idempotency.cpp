#include "marketplace-server/http/idempotency.hpp"

#include <algorithm>
#include <chrono>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/secret_box.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr const char* field = "Idempotency-Key";
constexpr std::chrono::hours kept{24};
constexpr std::int64_t most_kept = 10'000;
constexpr std::size_t longest_key = 255;
constexpr std::size_t largest_answer = 128 * 1024;

// A String of RFC 9651; those who leave the quotation marks out are understood.
std::string unquoted(std::string key) {
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
    key = key.substr(1, key.size() - 2);
  return key;
}

bool is_key(const std::string& key) {
  return !key.empty() && key.size() <= longest_key &&
         std::all_of(key.begin(), key.end(),
                     [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

bool writes(const Request& request) {
  return request.method == "POST" || request.method == "DELETE";
}

// Each part with its length in front, so that no two requests look the same.
std::string digest_of(const Request& request) {
  Hasher hasher;
  const auto add = [&](std::string_view part) {
    hasher.update(std::to_string(part.size()) + ":");
    hasher.update(part);
  };
  add(request.method);
  add(request.path);
  for (const auto& [name, value] : request.query) {
    add(name);
    add(value);
  }
  // A package stands here by its digest, which is compared with what arrives.
  const std::string* content = request.headers.find("Content-Digest");
  add(content && request.json.empty() ? *content : request.json);
  return to_hex(hasher.finish());
}

std::string written(const Response& response) {
  Json headers = Json::array();
  for (const Header& each : response.headers.all()) headers.push_back({each.name, each.value});
  return Json{{"status", response.status},
              {"type", response.content_type},
              {"headers", std::move(headers)},
              {"body", response.body}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Response read(const std::string& text) {
  const Json json = Json::parse(text);
  Response response;
  response.status = json.at("status").get<int>();
  response.content_type = json.at("type").get<std::string>();
  response.body = json.at("body").get<std::string>();
  for (const Json& each : json.at("headers"))
    response.headers.add(each[0].get<std::string>(), each[1].get<std::string>());
  response.headers.add("Idempotency-Replayed", "true");
  return response;
}

tl::unexpected<Error> not_done() {
  return fail(Errc::conflict, "idempotency-key-busy",
              "a request with this Idempotency-Key is under way, or was when the server was "
              "killed; ask again in a while, or look what became of it");
}

Response used() {
  Problem problem;
  problem.status = 422;
  problem.id = "idempotency-key-used";
  problem.detail =
      "this Idempotency-Key came with another request or token before; make a new one for each";
  return to_response(problem);
}

}  // namespace

struct Idempotency::Key {
  std::string id;
  std::string who;
  std::string request;  // digest
  std::string secret;
  Time now{};
};

Response Idempotency::once(const Request& request, const std::function<Response()>& run) const {
  const std::string* sent = request.headers.find(field);
  if (!sent || !writes(request)) return run();
  const std::string text = unquoted(*sent);
  if (!is_key(text) || request.headers.count(field) > 1)
    return to_response(problem_of(
        {Errc::invalid_argument, "idempotency-key-invalid",
         "an Idempotency-Key is one text of up to 255 visible characters, such as a UUID"}));
  const std::string* token = request.headers.find("Authorization");
  Key key;
  key.who = request.caller ? "account " + request.caller->name : "address " + request.client;
  key.id = to_hex(sha256(key.who + "\n" + text));
  key.request = digest_of(request);
  key.secret = text + "\n" + (token ? *token : "");
  key.now = services_.clock();
  const auto begun = services_.store.change([&](Session& session) -> Result<bool> {
    HAAT_TRY_VOID(session.drop_answers(key.now - kept, key.who, most_kept));
    return session.begin_answer({key.id, key.who, key.request, "", key.now});
  });
  auto answered = !begun   ? tl::unexpected<Error>(begun.error())
                  : *begun ? first(key, run)
                           : again(key);
  return answered ? std::move(*answered) : to_response(problem_of(answered.error()));
}

Result<Response> Idempotency::first(const Key& key, const std::function<Response()>& run) const {
  Response response = run();
  const bool done = response.status >= 200 && response.status < 300;
  const bool small = !response.file && response.body.size() <= largest_answer;
  const auto sealed =
      done && small ? seal_box(written(response), key.secret) : Result<std::string>(std::string());
  const auto ended = services_.store.change([&](Session& session) -> Result<void> {
    if (!done) return session.drop_answer(key.id);
    return sealed && small ? session.end_answer(key.id, *sealed) : Result<void>();
  });
  // What was done is to be told, even if it cannot be told twice.
  if (!ended || !sealed)
    services_.log("WARNING: an answer was not kept: " +
                  (ended ? sealed.error() : ended.error()).message);
  return response;
}

Result<Response> Idempotency::again(const Key& key) const {
  HAAT_TRY(const auto earlier,
           services_.store.view([&](Session& session) { return session.find_answer(key.id); }));
  if (!earlier) return not_done();  // it has just been refused
  if (earlier->request != key.request) return used();
  if (earlier->sealed.empty()) return not_done();
  const auto opened = open_box(earlier->sealed, key.secret);
  return opened ? read(*opened) : used();
}

}  // namespace haat::server
