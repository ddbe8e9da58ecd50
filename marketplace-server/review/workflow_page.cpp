#include "marketplace-server/review/workflow_page.hpp"

#include <algorithm>
#include <vector>

#include "marketplace-server/review/transitions.hpp"

namespace haat::server {
namespace {

std::string conditions_of(const Guards& guards) {
  std::string text;
  for (const Guard* guard : guards)
    if (guard) text += (text.empty() ? "" : "; ") + std::string(guard->words);
  return text;
}

std::string table() {
  std::string text = "| from | act | to | who | only if | then |\n|---|---|---|---|---|---|\n";
  for (const Transition& row : transitions())
    text += std::string("| ") + to_string(row.from) + " | " + name_of(row.act) + " | " +
            to_string(row.to) + " | " + names_of(row.roles) + " | " + conditions_of(row.guards) +
            " | " + (row.effect ? row.effect->words : "") + " |\n";
  return text;
}

// One arrow for all acts between two states.
std::string diagram() {
  std::string text = "```mermaid\nstateDiagram-v2\n  [*] --> submitted\n";
  std::vector<std::pair<State, State>> drawn;
  for (const Transition& row : transitions()) {
    const std::pair<State, State> arrow(row.from, row.to);
    if (std::find(drawn.begin(), drawn.end(), arrow) != drawn.end()) continue;
    drawn.push_back(arrow);
    std::string acts;
    for (const Transition& other : transitions())
      if (other.from == row.from && other.to == row.to)
        acts += (acts.empty() ? "" : ", ") + std::string(name_of(other.act));
    text +=
        std::string("  ") + to_string(row.from) + " --> " + to_string(row.to) + ": " + acts + "\n";
  }
  return text + "```\n";
}

}  // namespace

std::string workflow_page() {
  return "# What can become of a submission\n\n"
         "Written by `haat-server workflow` from `transitions.cpp`; a test holds it to be current. "
         "What is not in the table cannot happen.\n\n" +
         diagram() +
         "\nA partner's people (`author`, `partner`) act on its own submissions only; to them, "
         "those of "
         "others do not exist. The marketplace's are `reviewer`, `curator`, `auditor` and `admin`. "
         "A complaint (`flag`) is about a course and open to every account but an auditor's. "
         "`marketplace` is the server itself, doing what was decided before, or checking what was "
         "brought."
         " A provider's course comes the same way.\n\n" +
         table();
}

}  // namespace haat::server
