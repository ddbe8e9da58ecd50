#include "marketplace-server/http/answers.hpp"

#include <algorithm>
#include <chrono>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/secret_box.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/request_id.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::chrono::hours kept{24};
constexpr std::size_t longest_key = 255;
constexpr std::size_t largest_answer = 1 << 20;

bool is_key(const std::string& key) {
  return !key.empty() && key.size() <= longest_key &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Response refuse(const Request& request, int status, const char* id, const char* detail) {
  Problem problem;
  problem.status = status;
  problem.id = id;
  problem.detail = detail;
  problem.instance = instance_of(request.id);
  return to_response(problem);
}

// A package stands here by its digest, which is compared with what arrives.
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
  const std::string* content = request.headers.find("Content-Digest");
  add(content ? *content : request.json);
  return to_hex(hasher.finish());
}

std::string secret_of(const Request& request, const std::string& key) {
  const std::string* token = request.headers.find("Authorization");
  const std::string* cookie = request.headers.find("Cookie");
  return key + "\n" + (token ? *token : "") + "\n" + (cookie ? *cookie : "");
}

std::string written(const Response& response) {
  Json headers = Json::array();
  for (const Header& field : response.headers.all()) headers.push_back({field.name, field.value});
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
  for (const Json& field : json.at("headers"))
    response.headers.add(field[0].get<std::string>(), field[1].get<std::string>());
  response.headers.add("Idempotency-Replayed", "true");
  return response;
}

}  // namespace

// One key of one account at work; another with the same waits for nobody, it is refused.
struct Answers::Claim {
  Claim(Answers& all, const std::string& name) : answers(all), id(name) {
    const std::lock_guard lock(answers.lock_);
    held = answers.under_way_.insert(id).second;
  }
  ~Claim() {
    if (!held) return;
    const std::lock_guard lock(answers.lock_);
    answers.under_way_.erase(id);
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

  Answers& answers;
  const std::string id;
  bool held = false;
};

Response Answers::once(const Request& request, const std::function<Response()>& run) {
  const std::string* key = request.headers.find("Idempotency-Key");
  if (!key || request.method != "POST" || !request.caller) return run();
  if (!is_key(*key) || request.headers.count("Idempotency-Key") > 1)
    return refuse(
        request, 400, "idempotency-key-invalid",
        "the Idempotency-Key is one text of up to 255 visible characters, such as a UUID");
  const std::string id = to_hex(sha256(request.caller->name + "\n" + *key));
  const Claim claim(*this, id);
  if (!claim.held)
    return refuse(request, 409, "idempotency-key-busy",
                  "a request with this Idempotency-Key is under way; ask again in a while");
  auto answered = recall(request, *key, id, run);
  if (answered) return std::move(*answered);
  Problem problem = problem_of(answered.error());
  problem.instance = instance_of(request.id);
  return to_response(problem);
}

Result<Response> Answers::recall(const Request& request, const std::string& key,
                                 const std::string& id, const std::function<Response()>& run) {
  const std::string digest = digest_of(request);
  const std::string secret = secret_of(request, key);
  const Time now = services_.clock();
  HAAT_TRY(const auto earlier,
           services_.store.view([&](Session& session) { return session.find_answer(id); }));
  if (earlier && now - earlier->at < kept) {
    const auto opened =
        earlier->request == digest ? open_box(earlier->sealed, secret) : std::nullopt;
    if (opened) return read(*opened);
    return refuse(request, 422, "idempotency-key-used",
                  "this Idempotency-Key came with another request before; make a new one for each");
  }
  Response response = run();
  if (response.status < 200 || response.status >= 300 || response.body.size() > largest_answer)
    return response;
  HAAT_TRY(const std::string sealed, seal_box(written(response), secret));
  const auto done = services_.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.drop_answers(now - kept));
    return session.keep_answer({id, digest, sealed, now});
  });
  // What was done is done, and is to be told even if it cannot be told twice.
  if (!done) services_.log("WARNING: an answer was not kept: " + done.error().message);
  return response;
}

}  // namespace haat::server
