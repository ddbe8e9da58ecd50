#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/manifest/manifest.hpp"
#include "core/package/limits.hpp"
#include "core/package/package.hpp"
#include "core/place.hpp"
#include "core/qa/prediction.hpp"
#include "core/result.hpp"

namespace haat {

// All that a target may look at. It reads manifests that the platform would take for the package's,
// and no other file.
struct TargetSubject {
  const Package& package;
  const Manifest& manifest;  // as the standard finds and reads it, without tree and sequencing
  std::uint64_t size;        // bytes of the zip; 0: a folder, whose zip is not made yet
  Limits limits = {};
};

// What a target knows of an effect, whatever the package.
struct EffectKind {
  std::string_view id;
  Fate fate;
  std::string_view advice;
  std::string_view source;
};

// Gathers what is foreseen.
class Foresight {
 public:
  explicit Foresight(Prediction& prediction) : prediction_(prediction) {}

  void add(const EffectKind& kind, const std::string& path, Place place,
           const std::string& message);
  void verdict(std::string_view word) { prediction_.verdict = word; }
  bool refused() const { return prediction_.fate == Fate::refused; }

 private:
  Prediction& prediction_;
};

// A platform that courses are sent to. One file each in core/qa/targets, one word each in
// core/CMakeLists.txt. It does in thought what the platform's code does, so that a prediction names
// the very file, and it cites that code.
struct Target {
  std::string_view id;        // "igot"
  std::string_view platform;  // as people call it
  Result<void> (*foresee)(const TargetSubject&, Foresight&);
};

std::span<const Target* const> all_targets();    // in the order of core/CMakeLists.txt
const Target* find_target(std::string_view id);  // nullptr: there is none

// `size` is that of the zip in bytes, 0 for a folder. The Error is for a package that cannot be
// read.
Result<Prediction> predict(const Package& package, const Target& target, std::uint64_t size);

}  // namespace haat
