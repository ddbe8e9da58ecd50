#include "sdk/host/kit/tests.hpp"

#include <array>
#include <string>
#include <vector>

namespace haat::kit {

std::span<const TestName> tests() {
  static const auto names = [] {
    struct Named {
      std::string name;
      std::string_view summary;
    };
#define TEST(function, summary) Named{#function, summary},
    static std::array all{HAAT_KIT_TESTS(TEST)};
#undef TEST
    std::vector<TestName> list;
    for (Named& one : all) {
      for (char& c : one.name)
        if (c == '_') c = '-';
      list.push_back({one.name, one.summary});
    }
    return list;
  }();
  return names;
}

}  // namespace haat::kit
