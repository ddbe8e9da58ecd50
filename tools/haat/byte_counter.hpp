#pragma once

#include <cstdint>
#include <streambuf>

namespace haat::cli {

// Counts what is written and keeps none of it. Past the limit writing fails, so that whoever writes
// can stop.
class ByteCounter final : public std::streambuf {
 public:
  explicit ByteCounter(std::uint64_t limit) : limit_(limit) {}
  bool over() const { return count_ > limit_; }

 protected:
  int_type overflow(int_type) override {
    ++count_;
    return over() ? traits_type::eof() : 0;
  }
  std::streamsize xsputn(const char*, std::streamsize count) override {
    count_ += static_cast<std::uint64_t>(count);
    return over() ? 0 : count;
  }

 private:
  const std::uint64_t limit_;
  std::uint64_t count_ = 0;
};

}  // namespace haat::cli
