#include "marketplace-server/screening/suspicion.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

constexpr std::size_t most_told = 10;

}  // namespace

std::string in_words(const std::vector<Suspicion>& suspicions) {
  std::string text;
  for (std::size_t i = 0; i < std::min(suspicions.size(), most_told); ++i)
    text += (i == 0 ? "" : "; ") + printable(suspicions[i].what) +
            (suspicions[i].path.empty() ? "" : " in " + printable(suspicions[i].path));
  if (suspicions.size() > most_told)
    text += "; and " + std::to_string(suspicions.size() - most_told) + " more";
  return text;
}

}  // namespace haat::server
