#pragma once

#include "core/qa/rules/decimal.hpp"
#include "core/qa/rules/scos.hpp"
#include "core/qa/rules/sequencing.hpp"

namespace haat::rules {

// The text of a completionThreshold as the 3rd Edition had it: how much of the SCO has to be done.
inline bool is_part_of_whole(std::string_view text) {
  const auto number = read_decimal(text);
  return number && !number->negative && !number->above("1");
}

// Which settings of SCORM 2004 are for a SCO and reach none.
class ScoSettings {
 public:
  explicit ScoSettings(const Subject& subject) : scos_(subject) {}

  bool reach_no_sco(const Element& parent, const Element& setting) const {
    const bool threshold = is(setting, adlcp, "completionThreshold");
    // As the 3rd Edition had it; with attributes it is for whatever has activities in it, too.
    const bool old = threshold && !setting.text.empty() && setting.attributes.empty();
    if (is(parent, imscp, "organization")) return old;
    if (!is(parent, imscp, "item") ||
        !(threshold || is(setting, adlcp, "timeLimitAction") || is(setting, adlcp, "dataFromLMS")))
      return false;
    const auto wanted = collapsed_value(parent, "identifierref");
    // A leaf without a resource has a rule of its own.
    return wanted.empty() ? parent.child("item") != nullptr && (old || !threshold)
                          : scos_.launches_asset(wanted);
  }

 private:
  Scos scos_;
};

}  // namespace haat::rules
