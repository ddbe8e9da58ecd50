#pragma once

#include <optional>
#include <string>

#include "marketplace-server/catalogue/facet_index.hpp"

namespace haat::server {

// Where a page of a search ended, as clients carry it: "n12", "r1653.12", "t2a3f.12", and behind
// one more dot the text that was answered instead of the one that was asked, so that later pages
// answer the same.
struct CourseCursor {
  Sort sort{};
  Place place;
  std::optional<std::string> corrected;
};

std::string to_text(const CourseCursor& cursor);
Result<CourseCursor> parse_course_cursor(const std::string& text, Sort sort);  // ("cursor-invalid")

}  // namespace haat::server
