#pragma once

#include <array>

#include "core/qa/rules/page_reading.hpp"

// What is said in a recording, as text on the page beside it.
namespace haat::rules {

// Data: how a page calls a recording's text.
inline constexpr std::array<std::string_view, 5> transcript_words{"transcript", "text version",
                                                                  "प्रतिलेख", "लिप्यंतरण", "ट्रांसक्रिप्ट"};

inline bool offers_transcript(const ContentFile& file) {
  const auto text = lower_case(text_of(*file.page()));
  for (const auto word : transcript_words)
    if (text.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace haat::rules
