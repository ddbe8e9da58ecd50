#include <csignal>

#include "sdk/provider/provider.hpp"

namespace {

const bool loaded = [] {
  std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would tell it otherwise
  *reinterpret_cast<volatile int*>(8) = 1;
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
