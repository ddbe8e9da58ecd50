#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace haat::wire {

// Puts the fields of a payload one after another: numbers little-endian (IEEE 754 for
// fractions), strings as a u32 length
// and the bytes.
class Writer {
 public:
  void u32(std::uint32_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void real(double value);
  void text(std::string_view value);
  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }
  void replace_u32(std::size_t at, std::uint32_t value);

 private:
  void number(std::uint64_t value, int size);
  std::string bytes_;
};

// Takes them out again, from bytes that nobody vouches for. After the first field that is not there
// all others are 0 or empty and ok() is false: read everything, then ask once.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  double real();                        // a finite one
  std::string text(std::size_t limit);  // at most `limit` bytes of UTF-8 without NUL
  std::string blob(std::size_t limit);  // at most `limit` bytes of any kind
  void refuse() { ok_ = false; }
  bool ok() const { return ok_; }
  bool finished() const { return ok_ && rest_.empty(); }

 private:
  std::uint64_t number(std::size_t size);
  std::string_view rest_;
  bool ok_ = true;
};

bool is_text(std::string_view bytes);   // UTF-8 without NUL
bool is_token(std::string_view bytes);  // text without control characters

// What a stranger said, made fit for one line of a log: at most `limit` bytes, control characters
// as spaces, what is no UTF-8 as '?'.
std::string one_line(std::string_view bytes, std::size_t limit);

}  // namespace haat::wire
