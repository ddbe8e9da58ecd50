#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat {

// What has to be done before an element, in AICC's script: "A1 & (A2 | A3="passed")", "~A1",
// "2*{A1, A2, A3}" (AICC CMI001; SCORM 1.2 CAM 2.3.2.2, adlcp:prerequisites).
struct Prerequisites {
  std::vector<std::string> names;  // of the elements that it speaks of, as they are met
  std::string fault;               // why it cannot be read; empty: it can
};

Prerequisites parse_prerequisites(std::string_view text);

}  // namespace haat
