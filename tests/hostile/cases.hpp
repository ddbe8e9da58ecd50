#pragma once

#include <functional>
#include <string>
#include <vector>

namespace haat::test {

// A package that attacks whoever opens it, made when it is asked for.
struct HostileCase {
  std::string name;
  std::string id;  // of the finding, or of the refusal, that must be among those reported; empty:
                   // it has to be read safely, and that is all
  std::function<std::string()> bytes;
  std::vector<std::string> also = {};  // commands beside check, verify and import: "show --json"
};

std::vector<HostileCase> hostile_cases();
// Those of them whose pages, style sheets and documents attack.
std::vector<HostileCase> content_cases();
// Those that attack other commands than check.
std::vector<HostileCase> command_cases();

}  // namespace haat::test
