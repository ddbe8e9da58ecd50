#include <string>

#include "sdk/provider/provider.hpp"

namespace {

// Two pages of courses, and as a package as many bytes as the external id says.
class Good final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  haat::provider::Page list(const std::string& cursor) override {
    if (cursor.empty())
      return {{{"10", "Ten bytes", "दस", "hi", "PT10M", "1.0.0", "CC-BY-4.0", true}}, "second"};
    if (cursor == "second") return {{{"none", "No package"}}};
    throw haat::provider::not_found("there is no page " + cursor);
  }

  void fetch(const std::string& external_id, const haat::provider::Bytes& into) override {
    if (external_id == "down")
      throw haat::provider::system_down("the library's catalogue is being moved");
    if (external_id == "none") throw haat::provider::not_found("the course none has no package");
    const std::string piece(100'000, 'x');
    for (std::size_t left = std::stoull(external_id); left > 0;) {
      const std::size_t size = std::min(left, piece.size());
      into.write({piece.data(), size});
      left -= size;
    }
  }
};

}  // namespace

HAAT_PROVIDER(Good, "org.example.good", "Good", "Example", "1.2.3")
