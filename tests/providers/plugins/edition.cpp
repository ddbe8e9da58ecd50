#include "sdk/provider/provider.hpp"

namespace {

// One of two versions of a provider: each tells its number.
class Edition final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  haat::provider::Page list(const std::string&) override { return {{{"1", EDITION}}}; }
  void fetch(const std::string&, const haat::provider::Bytes& into) override {
    for (int i = 0; i < 40; ++i) into.write(std::string(100'000, *EDITION));
  }
};

}  // namespace

HAAT_PROVIDER(Edition, "org.example.edition", "Edition", "Example", EDITION ".0.0")
