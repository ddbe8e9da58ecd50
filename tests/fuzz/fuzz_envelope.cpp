#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/signing/foreign_key.hpp"
#include "core/signing/key_change.hpp"
#include "core/signing/statement.hpp"
#include "core/signing/trust.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto envelope = haat::parse_envelope(text))
    (void)haat::parse_statement(envelope->payload);
  if (const auto statement = haat::parse_statement(text)) {
    const auto again = haat::parse_statement(haat::to_json(*statement));
    if (!again || haat::to_json(*again) != haat::to_json(*statement)) std::abort();
  }
  (void)haat::parse_public_key(text);
  (void)haat::parse_trusted_key(text);
  (void)haat::read_public_key(text, "name");
  (void)haat::open_key_change(text);
  return 0;
}
