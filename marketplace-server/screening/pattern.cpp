#include "marketplace-server/screening/pattern.hpp"

#include <algorithm>

#include "core/qa/check.hpp"
#include "core/signing/inventory.hpp"
#include "marketplace-server/screening/clamd.hpp"

namespace haat::server {
namespace {

constexpr std::size_t most_places = 100;

// The inventory has every file's digest, and the package was verified against it at its intake.
Result<void> find_digests(const std::set<std::string>& digests, const Package& package,
                          std::vector<Suspicion>& found) {
  if (digests.empty()) return {};
  return read_inventory(package, [&](const Inventory::File& file) -> Result<void> {
    if (digests.contains(to_hex(file.sha256)))
      found.push_back({file.path, "the file with the SHA-256 " + to_hex(file.sha256)});
    return {};
  });
}

// A word may begin in one piece and end in the next.
Result<void> find_words(const std::vector<std::string>& words, const Package& package,
                        std::vector<Suspicion>& found) {
  if (words.empty()) return {};
  std::size_t longest = 0;
  for (const std::string& word : words) longest = std::max(longest, word.size());
  std::string path, text;
  return package.scan([&](const Entry& entry, std::string_view piece, bool) -> Result<void> {
    if (path != entry.path) text.clear();
    path = entry.path;
    text += piece;
    for (const std::string& word : words) {
      const bool told = !found.empty() && found.back().path == path;
      if (!told && found.size() < most_places && text.find(word) != std::string::npos)
        found.push_back({path, "the words that are looked for"});
    }
    if (text.size() >= longest) text.erase(0, text.size() - longest + 1);
    return {};
  });
}

Result<void> find_by_rules(const std::vector<std::string>& rules, const Package& package,
                           const Dictionary& dictionary, std::vector<Suspicion>& found) {
  if (rules.empty()) return {};
  HAAT_TRY(const Report report,
           check_package(package, dictionary, Profile::practical().with_advice()));
  for (const Finding& finding : report.findings)
    if (found.size() < most_places &&
        std::find(rules.begin(), rules.end(), finding.rule) != rules.end())
      found.push_back({finding.path, finding.rule});
  return {};
}

}  // namespace

Result<std::vector<Suspicion>> find_pattern(const Pattern& pattern, const Package& package,
                                            const Dictionary& dictionary,
                                            const Screening& screening) {
  std::vector<Suspicion> found;
  HAAT_TRY_VOID(find_digests(pattern.digests, package, found));
  HAAT_TRY_VOID(find_words(pattern.words, package, found));
  HAAT_TRY_VOID(find_by_rules(pattern.rules, package, dictionary, found));
  if (!pattern.clamd) return found;
  HAAT_TRY(auto more, scan_with_clamd(screening.clamd, package));
  found.insert(found.end(), more.begin(), more.end());
  return found;
}

}  // namespace haat::server
