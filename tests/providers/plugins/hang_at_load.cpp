#include <unistd.h>

#include "sdk/provider/provider.hpp"

namespace {

class Hanging final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  void open() override {
    for (;;) ::sleep(1);
  }
  haat::provider::Page list(const std::string&) override { return {}; }
};

}  // namespace

HAAT_PROVIDER(Hanging, "org.example.hanging", "Hanging", "Example", "1.0.0")
