#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "marketplace-server/store/facets.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// What is kept of a live release to find it by.
struct CatalogueEntry {
  std::int64_t number = 0;  // of the release
  std::string title_key;
  std::vector<FacetValue> facets;  // as facets_of() says
};

// A live release that answers a text, and how well; without a text, or without a wish to know how
// well, the rank is 0.
struct TextMatch {
  std::int64_t number = 0;
  std::int64_t rank = 0;
};

// How long there has been what a buyer may go by, and why another may have signed it than the
// version before.
struct ReleaseAges {
  std::optional<Time> partner;  // the account that brought it; nothing: a provider did
  Time course{};                // its first release
  std::optional<Time> key;      // the youngest of the registered keys that signed it as its author
  std::optional<CourseOwner> transferred;  // nothing: the course is whose it always was
};

struct ListedRelease {
  Release release;
  ReleaseAges ages;
};

// A word of the index of texts, and how many releases it is in.
struct IndexedWord {
  std::string word;
  std::int64_t releases = 0;
};

// What happened to a release in the catalogue. Numbers only grow, and nothing is ever changed or
// taken out.
struct CatalogueChange {
  std::int64_t number = 0;
  Time at{};
  std::string kind;  // "published", "superseded", and whatever else the workflow does to releases
  std::string course;
  std::int64_t release = 0;
};

// A course as harvesters see it: when it last changed, and by which release. One that is not in the
// catalogue any more is told as deleted, for ever.
struct HarvestedCourse {
  std::int64_t change = 0;
  Time at{};
  std::string course;
  std::int64_t release = 0;
  bool deleted = false;
};

struct HarvestQuery {
  Time from{};  // of the last change, both ends taken in
  Time until{};
  std::string language;    // that its title has; empty: any
  std::int64_t after = 0;  // of those that changed at `from`, the change to go on behind
  int limit = 100;
};

}  // namespace haat::server
