#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

#include <stdexcept>

#include "core/json/json.hpp"

namespace haat::test {
namespace {

Json must(const Answer& answer, int status) {
  if (answer.status != status)
    throw std::runtime_error("expected " + std::to_string(status) + ", got " +
                             std::to_string(answer.status) + ": " + answer.body);
  return Json::parse(answer.body);
}

}  // namespace

Marketplace::Marketplace(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)),
      server_(std::make_unique<ServerProcess>(scratch_ / "data", arguments_)) {
  tokens_["admin"] = server_->admin_token();
  settle("asha", "partner", "org.example");
  settle("bina", "partner", "org.other");
  settle("cura", "curator", "");
  settle("dev", "curator", "");
}

void Marketplace::settle(const std::string& name, const std::string& role,
                         const std::string& name_space) {
  Json account = {{"name", name}, {"role", role}};
  if (!name_space.empty()) account["namespace"] = name_space;
  tokens_[name] =
      must(post("/api/v1/accounts", "admin", account.dump()), 201)["token"].get<std::string>();
  if (name_space.empty()) return;
  const auto key = keys_.emplace(name, new_key(name)).first;
  must(post("/api/v1/keys", name, Json{{"key", key->second.public_key().line()}}.dump()), 201);
}

void Marketplace::join(const std::string& name, const std::string& role,
                       const std::string& partner) {
  if (partner.empty()) return settle(name, role, "");
  tokens_[name] = must(post("/api/v1/partners/" + partner + "/members", partner,
                            Json{{"name", name}, {"role", role}}.dump()),
                       201)["token"]
                      .get<std::string>();
}

void Marketplace::give_token(const std::string& who, const std::string& as,
                             const std::string& json) {
  tokens_[as] = must(post("/api/v1/tokens", who, json), 201)["token"].get<std::string>();
}

Answer Marketplace::get(const std::string& target, const std::string& who) const {
  return ask({.target = target,
              .token = who.empty() ? "" : token(who),
              .body = {},
              .type = {},
              .headers = {}});
}

Answer Marketplace::post(const std::string& target, const std::string& who,
                         const std::string& json) const {
  return ask(post_json(target, who.empty() ? "" : token(who), json));
}

std::string Marketplace::package(const Recipe& recipe, const std::string& partner) const {
  return make_package(scratch_.path(), recipe, &key(partner));
}

std::string Marketplace::submit(const std::string& zip, const std::string& partner) const {
  return must(ask(upload(token(partner), zip)), 201)["submission"]["id"].get<std::string>();
}

Answer Marketplace::assess(const std::string& submission, const std::string& who,
                           const std::map<std::string, std::string>& other) const {
  return post("/api/v1/submissions/" + submission + "/assessments", who, answers(other));
}

std::string Marketplace::answers(const std::map<std::string, std::string>& other) const {
  const Json rubric = must(get("/api/v1/rubric"), 200);
  Json answers = Json::object();
  for (const Json& criterion : rubric["criteria"])
    for (const Json& item : criterion["items"]) {
      const std::string id = item["id"];
      const auto said = other.find(id);
      // The machine may have seen something else; a note is what it takes to say so.
      answers[id] = {{"answer", said == other.end() ? "yes" : said->second}, {"note", "seen"}};
    }
  const std::string name =
      rubric["id"].get<std::string>() + "/" + std::to_string(rubric["version"].get<int>());
  return Json{{"rubric", name}, {"answers", answers}}.dump();
}

void Marketplace::accept(const std::string& submission) const {
  must(assess(submission, "cura"), 200);
  must(post("/api/v1/submissions/" + submission + "/accept", "cura", "{}"), 200);
}

std::string Marketplace::state(const std::string& submission) const {
  return must(get("/api/v1/submissions/" + submission, "cura"), 200)["submission"]["state"];
}

bool Marketplace::becomes(const std::string& submission, const std::string& wanted) const {
  return comes_true([&] { return state(submission) == wanted; });
}

void Marketplace::restart() {
  server_.reset();
  server_ = std::make_unique<ServerProcess>(scratch_ / "data", arguments_);
}

void Marketplace::restart_killed() {
  server_ = std::make_unique<ServerProcess>(scratch_ / "data", arguments_);
}

void Marketplace::crash() {
  server_->kill();
  restart_killed();
}

}  // namespace haat::test
