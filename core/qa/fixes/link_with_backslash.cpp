#include <algorithm>

#include "core/qa/fixes/page_addresses.hpp"

namespace haat::fixes {
namespace {

Result<void> mend(const Subject& subject, const Limits& limits, Draft& draft) {
  return each_link(subject, limits, draft, [](const Link& link) {
    std::string address = link.address;
    const auto path = std::min(address.find_first_of("?#"), address.size());
    if (link.target == LinkTarget::package)
      std::replace(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(path), '\\', '/');
    return address;
  });
}

}  // namespace

extern const Fix link_with_backslash;
constinit const Fix link_with_backslash{
    .rule = "link-with-backslash",
    .does = "Writes \"/\" between the folders of an address in a page.",
    .mend = mend,
};

}  // namespace haat::fixes
