#include "marketplace-server/store/state.hpp"

#include <array>

namespace haat::server {
namespace {

constexpr std::array all{
    State::submitted, State::checking,   State::refused,           State::quarantined,
    State::draft,     State::in_review,  State::changes_requested, State::accepted,
    State::live,      State::unlisted,   State::flagged,           State::superseded,
    State::retired,   State::taken_down, State::rejected,          State::withdrawn,
};

}  // namespace

std::span<const State> states() {
  return all;
}

const char* to_string(State state) {
  switch (state) {
    case State::submitted:
      return "submitted";
    case State::checking:
      return "checking";
    case State::refused:
      return "refused";
    case State::quarantined:
      return "quarantined";
    case State::draft:
      return "draft";
    case State::in_review:
      return "in_review";
    case State::changes_requested:
      return "changes_requested";
    case State::accepted:
      return "accepted";
    case State::live:
      return "live";
    case State::unlisted:
      return "unlisted";
    case State::flagged:
      return "flagged";
    case State::superseded:
      return "superseded";
    case State::retired:
      return "retired";
    case State::taken_down:
      return "taken_down";
    case State::rejected:
      return "rejected";
    case State::withdrawn:
      return "withdrawn";
  }
  return "";
}

std::optional<State> parse_state(std::string_view name) {
  for (const State state : all)
    if (name == to_string(state)) return state;
  return std::nullopt;
}

}  // namespace haat::server
