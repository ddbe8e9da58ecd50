#include <cstdint>
#include <cstdlib>

#include "core/manifest/aicc_file.hpp"
#include "core/manifest/prerequisites.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/check.hpp"
#include "tests/fuzz/memory_package.hpp"

// The files of an AICC course, and each of its parsers by itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto text = haat::aicc_text(bytes);
  if (!haat::is_utf8(text)) std::abort();
  haat::AiccBudget left;
  const auto table = haat::parse_aicc_table(text, left);
  for (const auto& row : table.rows)
    if (row.fields.empty() || row.place.line < 1) std::abort();
  (void)haat::parse_aicc_groups(text);
  (void)haat::parse_prerequisites(text);
  const auto package = haat::fuzz::package_of(bytes);
  if (!haat::check_package(*package, haat::Dictionary::demonstration())) std::abort();
  return 0;
}
