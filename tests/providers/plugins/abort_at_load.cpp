#include <cstdlib>

#include "sdk/provider/provider.hpp"

namespace {

const bool loaded = [] {
  std::abort();
  return true;
}();

class Never final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  haat::provider::Page list(const std::string&) override {
    return {{{"1", loaded ? "One" : "None"}}};
  }
};

}  // namespace

HAAT_PROVIDER(Never, "org.example.never", "Never", "Example", "1.0.0")
