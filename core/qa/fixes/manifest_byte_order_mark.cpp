#include "core/package/entry_name.hpp"
#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {
namespace {

constexpr std::string_view mark = "\xef\xbb\xbf";

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  for (const auto& found : found_by("manifest-byte-order-mark", subject)) {
    auto bytes = subject.package.read(found.path, limits.manifest_size);
    if (bytes && bytes->starts_with(mark) && is_utf8(*bytes))
      draft.write(found.path, bytes->substr(mark.size()));
  }
  return {};
}

}  // namespace

extern const Fix manifest_byte_order_mark;
constinit const Fix manifest_byte_order_mark{
    .rule = "manifest-byte-order-mark",
    .does = "Takes the byte order mark away.",
    .mend = mend,
};

}  // namespace haat::fixes
