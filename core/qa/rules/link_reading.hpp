#pragma once

#include "core/content/links.hpp"
#include "core/content/trackers.hpp"
#include "core/qa/rules/reading.hpp"

// What several rules tell the addresses of other servers by: each is told by one of them.
namespace haat::rules {

inline bool is_tracker(const Link& link) {
  return haat::is_tracker(link.host, link.address);
}
// Whether the page loads it, rather than leading to it.
inline bool is_loaded(const Link& link) {
  return link.target == LinkTarget::remote && link.use != LinkUse::page;
}
// What neither trackers nor mixed content have said already.
inline bool is_remote(const Link& link) {
  return is_loaded(link) && link.secure && !is_tracker(link);
}

}  // namespace haat::rules
