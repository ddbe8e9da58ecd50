#include "core/duration.hpp"

#include <gtest/gtest.h>

namespace haat {
namespace {

TEST(Duration, IsRead) {
  const std::pair<const char*, int> cases[] = {{"PT20M", 1200},   {"PT1H30M", 5400},
                                               {"P1D", 86400},    {"P2W", 1209600},
                                               {"P1DT1S", 86401}, {"PT0S", 0},
                                               {"PT1.5S", 1},     {"PT36H", 129600},
                                               {"PT90S", 90},     {"P24000D", 24000 * 86400}};
  for (const auto& [text, seconds] : cases)
    EXPECT_EQ(parse_duration(text), std::chrono::seconds{seconds}) << text;
}

TEST(Duration, OfWhatIsNoneIsNone) {
  for (const char* text : {"",
                           "P",
                           "PT",
                           "T1H",
                           "1H",
                           "PT1",
                           "P1Y",
                           "P1M",
                           "PT1H1H",
                           "PT1M1H",
                           "PT-1M",
                           "P1H",
                           "PT1D",
                           "PT1.S",
                           "PT1.5M",
                           "P1DT",
                           "90 minutes",
                           "PT99999999999999999999S",
                           "PT9999999999H",
                           "P99999999W",
                           "pt1h",
                           "PT1H "})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

}  // namespace
}  // namespace haat
