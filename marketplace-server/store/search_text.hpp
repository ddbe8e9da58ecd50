#pragma once

#include <string>
#include <string_view>

namespace haat::server {

// A text as the search index has it, and a query as it is looked up: spellings that people take for
// one word become one. हिन्दी and हिंदी, क़ानून and कानून, चाँद and चांद. Case and the accents of Latin
// letters are the index's own business.
std::string search_text(std::string_view text);

}  // namespace haat::server
