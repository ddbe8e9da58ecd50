#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

std::uint64_t most(FileKind kind) {  // megabytes; 0: any size
  switch (kind) {
    case FileKind::image:
    case FileKind::drawing:
      return 5;
    case FileKind::audio:
      return 50;
    case FileKind::video:
      return 200;
    default:
      return 0;
  }
}

void check(const Subject& subject, const Rule::Reporter& report) {
  for (const auto& entry : subject.package.entries())
    if (const auto limit = most(kind_by_name(entry.path)); limit > 0 && entry.size > limit << 20)
      report(entry.path, 0,
             "it has " + std::to_string(entry.size >> 20) + " MB; the limit of its kind is " +
                 std::to_string(limit) + " MB");
}

}  // namespace

extern const Rule media_too_large;
constinit const Rule media_too_large{
    .id = "media-too-large",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A picture or a recording is larger than learners can be expected to load.",
    .why = "On a phone it takes minutes, costs money, or never comes.",
    .fix =
        "Compress it: pictures as wide as they are shown, video of 720 lines as H.264 at 1 to 2 "
        "Mbit/s, long recordings cut into parts.",
    .spec = "practice",
    .bad = "",
    .good = "",
    .check = check,
};

}  // namespace haat::rules
