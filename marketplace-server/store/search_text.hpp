#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

// A text as the search index has it, and a query as it is looked up: spellings that people take for
// one word become one. Case, accents of Latin letters and forms of compatibility go (NFKD, NFC);
// joiners go; the digits of every script become ASCII's; and so does what the scripts of India
// write in two ways: हिन्दी and हिंदी, क़ानून and कानून, ஶ்ரீ and ஸ்ரீ, ك and ک.
std::string search_text(std::string_view text);

// The words of what search_text() made, cut as the index cuts them.
std::vector<std::string> search_words(std::string_view folded);

// The code points of a text that is UTF-8.
std::u32string code_points(std::string_view text);

// Titles in the order of these keys, in hex, stand as readers expect (the order of Unicode without
// a language, without case and accents). Of a long title its first forty letters or so.
std::string title_key(std::string_view title);

}  // namespace haat::server
