#include <exception>
#include <iostream>
#include <regex>
#include <sstream>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/case_runner/case_file.hpp"

namespace haat::test {
namespace {

// A request is a line of the case's head:
//   > GET /api/v1/me as asha
//   > POST /api/v1/accounts as admin with {"name":"x","role":"curator"}
//   > POST /api/v1/submissions as asha with package 1.1.0
//   > ASSESS {id} as cura          (every item of the rubric, with yes)
// {id} stands for the submission that was made last. All else in the head is prose.
struct Step {
  std::string line, method, target, who, body;
};

Step parse_step(const std::string& line) {
  static const std::regex form("> (\\S+) (\\S+)(?: as (\\S+))?(?: with (.*))?");
  std::smatch parts;
  if (!std::regex_match(line, parts, form)) throw std::runtime_error("not a request: " + line);
  return {line, parts[1], parts[2], parts[3], parts[4]};
}

Call call_of(const Step& step, const Marketplace& market, const std::string& id) {
  constexpr std::string_view package = "package ";
  const std::string token = step.who.empty() ? "" : market.token(step.who);
  Call call{step.method, step.target, token, step.body, step.body.empty() ? "" : "application/json",
            {}};
  if (step.body.starts_with(package))
    call = upload(token, market.package({.version = step.body.substr(package.size())}));
  call.target = std::regex_replace(step.target, std::regex("\\{id\\}"), id);
  return call;
}

// What differs from run to run gives way to its name.
std::string without_chance(std::string text) {
  const std::pair<const char*, const char*> rules[] = {
      {"haat_[0-9a-f]{64}", "<token>"},
      {"haat-ed25519 [A-Za-z0-9+/=]{44}", "<public key>"},
      {"/requests/[0-9a-f]{32}", "<request>"},
      {"[0-9a-f]{64}", "<digest>"},
      {"[0-9a-f]{32}", "<key id>"},
      {"[0-9a-f]{16}", "<id>"},
      {"\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z", "<time>"},
      {"\"size\": \\d+", "\"size\": <size>"}};
  for (const auto& [pattern, name] : rules)
    text = std::regex_replace(text, std::regex(pattern), name);
  return text;
}

std::string shown(const Answer& answer) {
  std::string text = std::to_string(answer.status) + " " + answer.header("Content-Type") + "\n";
  for (const char* name : {"Allow", "Location", "WWW-Authenticate"})
    if (const std::string value = answer.header(name); !value.empty())
      text += std::string(name) + ": " + value + "\n";
  const bool json = answer.header("Content-Type").find("json") != std::string::npos;
  return text +
         (json ? Json::parse(answer.body).dump(2)
               : std::to_string(answer.body.size() ? 1 : 0) + " body") +
         "\n\n";
}

std::string play(const Case& given) {
  Marketplace market;
  std::istringstream head(given.head);
  std::string got, id;
  for (std::string line; std::getline(head, line);) {
    if (!line.starts_with("> ")) continue;
    const Step step = parse_step(line);
    const Answer answer = step.method == "ASSESS" ? market.assess(id, step.who)
                                                  : market.ask(call_of(step, market, id));
    if (answer.status == 201 && answer.body.find("\"submission\"") != std::string::npos)
      id = Json::parse(answer.body)["submission"]["id"].get<std::string>();
    if (step.method == "ASSESS" && answer.status == 200)
      got += line + "\n\n";  // the whole of it is in assess.case
    else
      got += line + "\n" + shown(answer);
  }
  return without_chance(got) + "packages kept: " + std::to_string(market.server().blobs()) + "\n";
}

}  // namespace
}  // namespace haat::test

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    const auto given = haat::test::read_case(argv[1]);
    return haat::test::judge_case(argv[1], given, haat::test::play(given));
  } catch (const std::exception& exception) {
    std::cerr << argv[1] << ": " << exception.what() << "\n";
    return 1;
  }
}
