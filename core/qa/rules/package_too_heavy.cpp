#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

constexpr std::uint64_t most_megabytes = 500;
constexpr std::size_t most_files = 10'000;

void check(const Subject& subject, const Rule::Reporter& report) {
  const auto entries = subject.package.entries();
  std::uint64_t bytes = 0;
  for (const auto& entry : entries) bytes += entry.size;
  if (bytes > most_megabytes << 20)
    report("", 0,
           "its files have " + std::to_string(bytes >> 20) + " MB together; the limit is " +
               std::to_string(most_megabytes) + " MB");
  if (entries.size() > most_files)
    report("", 0,
           "it has " + std::to_string(entries.size()) + " files; the limit is " +
               std::to_string(most_files));
}

}  // namespace

extern const Rule package_too_heavy;
constinit const Rule package_too_heavy{
    .id = "package-too-heavy",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "The package is larger than platforms can be expected to take.",
    .why = "Uploads break off or are refused, and unpacking runs out of time.",
    .fix = "Compress its media, leave out what no learner needs, or cut the course into parts.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
