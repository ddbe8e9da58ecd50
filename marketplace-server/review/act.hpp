#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace haat::server {

// What can be done with a submission. transitions.cpp says when, by whom, and to what end.
enum class Act {
  check,       // by the machine, as are the next four: begin to look at what was submitted
  pass,        // it can be reviewed
  keep,        // it is a draft
  quarantine,  // something in it is suspect
  refuse,
  admit,            // a curator finds what was suspect harmless
  submit,           // its owner hands a draft in
  withdraw,         // its owner takes it back
  assign,           // it gets a curator who is to judge it
  endorse,          // a curator agrees, where more than one has to
  request_changes,  // a curator says what has to be mended
  answer,           // its owner says that nothing has to be, or that it was a question
  reject,           // a curator does not want it
  replace,          // its owner brings another package of the same version
  accept,           // a curator decides that it is published
  reschedule,       // it is published at another time
  publish,          // it goes live
  unlist,           // it leaves the lists
  list,             // it comes back into them
  flag,             // somebody complains
  clear,            // a curator finds nothing in the complaint
  schedule_end,     // it is retired at a time to come
  retire,           // its time is over
  take_down,        // it was a mistake, or worse
  supersede,        // a newer version of the course goes live
};

std::span<const Act> acts();
const char* name_of(Act act);  // "request_changes"
std::optional<Act> parse_act(std::string_view name);
const char* past_of(Act act);  // "changes_requested": of what was done

}  // namespace haat::server
