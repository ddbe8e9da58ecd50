#include <algorithm>
#include <string>

#include "sdk/provider/provider.hpp"

namespace {

// A page with as many bytes of records as the cursor says, in as few records as the contract lets.
class Sized final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  haat::provider::Page list(const std::string&) override { return {}; }

  haat::provider::Records records(const std::string& cursor) override {
    haat::provider::Records page;
    std::size_t left = cursor.empty() ? 0 : std::stoul(cursor);
    while (left > 0) {
      const std::size_t size = std::min<std::size_t>(left, HAAT_MAX_RECORD_BYTES);
      page.rows.push_back({'"' + std::string(size - 2, 'x') + '"', false});
      left -= size;
    }
    return page;
  }
};

}  // namespace

HAAT_PROVIDER(Sized, "org.example.sized", "Sized", "Example", "1.0.0")
