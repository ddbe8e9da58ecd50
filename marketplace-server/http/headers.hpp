#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace haat::server {

struct Header {
  std::string name;
  std::string value;
};

// The header fields of one message, in their order.
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.push_back({std::move(name), std::move(value)});
  }
  const std::vector<Header>& all() const { return fields_; }
  const std::string* find(std::string_view name) const;  // the first; letter case does not matter
  int count(std::string_view name) const;

 private:
  std::vector<Header> fields_;
};

bool has_control_character(std::string_view text);  // C0, DEL
// Decimal digits and nothing else.
std::optional<std::uint64_t> parse_count(std::string_view text);
bool is_token(std::string_view text);  // RFC 9110, 5.6.2

}  // namespace haat::server
