#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace haat {

// How a marketplace is doing, as it tells its staff.
struct Kpis {
  using Counts = std::map<std::string, std::int64_t>;
  Counts submissions;                        // by state
  std::map<std::string, Counts> by_partner;  // the same of each of the most active ones
  std::int64_t courses = 0;                  // that are listed
  std::int64_t without_competencies = 0;     // of these
  Counts areas, languages;                   // of these
  std::int64_t accepted = 0;                 // submissions that were, ever
  std::int64_t rejected = 0;
  std::optional<double> median_days;         // from submission to the first decision
  std::int64_t checks = 0;                   // packages that wait to be checked, or are just now
  std::optional<std::int64_t> oldest_check;  // seconds since the first of these was brought
  std::int64_t checked_lately = 0;           // in the last minute
  Counts completions;                        // that providers told of, by verdict
  std::int64_t packages = 0;
  std::int64_t bytes = 0;  // of these
  std::string json;        // all of it, as the server told it
};

Result<Kpis> fetch_kpis(const std::string& server, const std::string& token);

}  // namespace haat
