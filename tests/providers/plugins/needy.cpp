#include "sdk/provider/provider.hpp"

namespace {

// Cannot work with any settings.
class Needy final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  void open() override { throw haat::provider::bad_settings("the settings lack \"key\""); }
  haat::provider::Page list(const std::string&) override { return {}; }
};

}  // namespace

HAAT_PROVIDER(Needy, "org.example.needy", "Needy", "Example", "1.0.0")
