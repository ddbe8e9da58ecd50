#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/competency/dictionary.hpp"
#include "marketplace-server/store/catalogue_records.hpp"

namespace haat::server {

// Values asked for: within a facet any of them will do, and of every facet one.
using FacetFilters = std::map<Facet, std::vector<std::string>>;

// What orders a list of courses. Equal ones stand newest first.
enum class Sort { relevance, newest, title };

// The place of a course in a list: where a page ended, and where the next goes on.
struct Place {
  std::int64_t rank = 0;    // when sorted by relevance
  std::string title_key;    // when sorted by title
  std::int64_t number = 0;  // of the release
};

struct FacetCount {
  std::string value;
  std::int64_t courses = 0;
};

// The facets of all live releases, in memory: what would be a join for each of them costs a few
// nanoseconds here. About 100 bytes a release. Not for several threads at once, but for reading.
class FacetIndex {
 public:
  // The dictionary says what a term belongs to: a course for a competency is one for its role, too.
  // It must live as long as this.
  explicit FacetIndex(const Dictionary& dictionary) : dictionary_(dictionary) {}

  void put(const CatalogueEntry& entry);  // quick for the newest; else it moves what is newer
  void remove(std::int64_t number);
  std::size_t size() const { return rows_.size(); }

  struct Question {
    const std::vector<TextMatch>* matches = nullptr;  // by number; nullptr: all releases
    FacetFilters filters;
    Sort sort = Sort::newest;
    std::optional<Place> after;
    int limit = 50;
    bool counts = false;
  };
  struct Answer {
    std::vector<Place> places;  // at most `limit`
    bool more = false;
    // With counts: of all that was found, on every page; each facet as if nothing were asked of
    // itself, the most frequent value first.
    std::int64_t total = 0;
    std::map<Facet, std::vector<FacetCount>> facets;
  };
  // Looks at each match once; without a text at each release, unless the newest are asked for and
  // no counts: then it ends when the page is full.
  Answer ask(const Question& question) const;

  std::vector<FacetCount> values(Facet facet) const;  // that live courses have, in no order
  // How many live courses have the value.
  std::int64_t courses(const FacetValue& value) const;

 private:
  using Ordinal = std::uint32_t;  // of a value
  struct Row {
    std::int64_t number;
    std::uint32_t begin;  // in ordinals_
    std::uint32_t size;
    std::uint32_t title_begin;  // in titles_
    std::uint32_t title_size;
  };
  struct Known {
    FacetValue value;
    std::int64_t courses = 0;
  };
  class Pass;

  std::vector<FacetValue> with_ancestors(const std::vector<FacetValue>& facets) const;
  Ordinal ordinal_of(const FacetValue& value);
  std::vector<Row>::const_iterator find(std::int64_t number) const;  // or of the next above it
  std::vector<Row>::const_iterator find(std::int64_t number,
                                        std::vector<Row>::const_iterator from) const;
  std::string_view title_key(const Row& row) const {
    return std::string_view(titles_).substr(row.title_begin, row.title_size);
  }

  const Dictionary& dictionary_;
  std::vector<Row> rows_;  // by number
  std::vector<Ordinal> ordinals_;
  std::string titles_;
  std::vector<Known> values_;
  std::map<FacetValue, Ordinal> ordinal_by_value_;
};

}  // namespace haat::server
