#include "sdk/provider/provider.hpp"

class Least final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  haat::provider::Page list(const std::string&) override { return {{{"1", "One"}}}; }
};

HAAT_PROVIDER(Least, "org.example.least", "Least", "Example", "1.0.0")
