#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace haat::server {

// Where a submission is on its way. review/transitions.cpp says how it gets from one to another.
enum class State {
  submitted,          // kept, and waits to be checked
  checking,           // a server looks at it
  refused,            // the machine found why it cannot be taken in; its bytes are not kept
  quarantined,        // something in it is suspect: a curator has to look before anybody reviews it
  draft,              // uploaded and checked, and not handed in yet
  in_review,          // waits for curators
  changes_requested,  // waits for the partner
  accepted,           // decided, and not published yet
  live,               // in the catalogue
  unlisted,           // out of the catalogue's lists; who knows the course's id still gets it
  flagged,            // in the catalogue, with a mark: somebody complained
  superseded,         // another package took its place
  retired,            // not given out any more
  taken_down,         // not given out any more, and its release is revoked
  rejected,
  withdrawn,  // by its owner, before it was published
};

std::span<const State> states();
const char* to_string(State state);  // "changes_requested"
std::optional<State> parse_state(std::string_view name);

// Whether nobody knows yet what is in it.
constexpr bool is_unchecked(State state) {
  return state == State::submitted || state == State::checking;
}

// Whether the course of such a release can be had by its id.
constexpr bool is_served(State state) {
  return state == State::live || state == State::unlisted || state == State::flagged;
}

// Whether it stands in the catalogue's lists.
constexpr bool is_listed(State state) {
  return state == State::live || state == State::flagged;
}

}  // namespace haat::server
