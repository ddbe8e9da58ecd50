#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/course/course.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto course = haat::parse_course(text);
  // What was read can be written, and read again to the same.
  if (!course) return 0;
  const auto again = haat::parse_course(haat::to_json(*course));
  if (!again || haat::to_json(*again) != haat::to_json(*course)) std::abort();
  return 0;
}
