#include "marketplace-server/review/act.hpp"

#include <array>

namespace haat::server {
namespace {

struct Words {
  Act act;
  const char* name;
  const char* past;
};

// In the order of the enumeration.
constexpr std::array words{
    Words{Act::check, "check", "begun"},
    Words{Act::pass, "pass", "checked"},
    Words{Act::keep, "keep", "checked"},
    Words{Act::quarantine, "quarantine", "checked"},
    Words{Act::refuse, "refuse", "checked"},
    Words{Act::admit, "admit", "admitted"},
    Words{Act::submit, "submit", "submitted"},
    Words{Act::withdraw, "withdraw", "withdrawn"},
    Words{Act::assign, "assign", "assigned"},
    Words{Act::endorse, "endorse", "endorsed"},
    Words{Act::request_changes, "request_changes", "changes_requested"},
    Words{Act::answer, "answer", "answered"},
    Words{Act::reject, "reject", "rejected"},
    Words{Act::replace, "replace", "replaced"},
    Words{Act::accept, "accept", "accepted"},
    Words{Act::reschedule, "reschedule", "rescheduled"},
    Words{Act::publish, "publish", "published"},
    Words{Act::unlist, "unlist", "unlisted"},
    Words{Act::list, "list", "listed"},
    Words{Act::flag, "flag", "flagged"},
    Words{Act::clear, "clear", "cleared"},
    Words{Act::schedule_end, "schedule_end", "end_scheduled"},
    Words{Act::retire, "retire", "retired"},
    Words{Act::take_down, "take_down", "taken_down"},
    Words{Act::supersede, "supersede", "superseded"},
};

constexpr std::array all = [] {
  std::array<Act, words.size()> list{};
  for (std::size_t i = 0; i < words.size(); ++i) list[i] = words[i].act;
  return list;
}();

}  // namespace

std::span<const Act> acts() {
  return all;
}

const char* name_of(Act act) {
  return words[static_cast<std::size_t>(act)].name;
}

const char* past_of(Act act) {
  return words[static_cast<std::size_t>(act)].past;
}

std::optional<Act> parse_act(std::string_view name) {
  for (const Words& each : words)
    if (name == each.name) return each.act;
  return std::nullopt;
}

}  // namespace haat::server
