#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/qa/finding.hpp"
#include "core/result.hpp"

namespace haat::server {

// Why a package was not taken in, with everything that was found in it.
struct Refusal {
  Refusal(Error why, std::vector<Finding> found = {})  // NOLINT: an Error alone is a refusal, too
      : error(std::move(why)), findings(std::move(found)) {}

  Error error;
  std::vector<Finding> findings;
};

template <class T>
using Judged = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(std::string id, std::string message,
                                      std::vector<Finding> findings = {}) {
  return tl::unexpected<Refusal>(
      Refusal({Errc::corrupt, std::move(id), std::move(message)}, std::move(findings)));
}

}  // namespace haat::server
